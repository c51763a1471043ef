namespace CourseLib.Data;

/// <summary>
/// Sums of the bytes and of their squares over a set of images, channel by channel. They are whole numbers, so two copies of a data
/// set agree exactly or not at all.
/// </summary>
internal sealed record PixelStatistics(long Pixels, long[] Sums, long[] Squares)
{
    public static PixelStatistics Of(ImageDataset dataset)
    {
        int channels = dataset.Channels;
        int plane = dataset.Height * dataset.Width;
        var histograms = new long[channels][];
        for (int channel = 0; channel < channels; channel++) histograms[channel] = new long[256];
        for (int image = 0; image < dataset.Count; image++)
        {
            ReadOnlySpan<byte> pixels = dataset.Pixels(image);
            for (int channel = 0; channel < channels; channel++)
            {
                long[] histogram = histograms[channel];
                foreach (byte pixel in pixels.Slice(channel * plane, plane)) histogram[pixel]++;
            }
        }
        long[] sums = new long[channels], squares = new long[channels];
        for (int channel = 0; channel < channels; channel++)
            for (int value = 0; value < 256; value++)
            {
                sums[channel] += histograms[channel][value] * value;
                squares[channel] += histograms[channel][value] * value * value;
            }
        return new PixelStatistics((long)dataset.Count * plane, sums, squares);
    }

    /// <summary>The mean of each channel, of pixels scaled to [0, 1].</summary>
    public double[] Mean() => Array.ConvertAll(Sums, sum => sum / (255.0 * Pixels));

    /// <summary>The (population) standard deviation of each channel, of pixels scaled to [0, 1].</summary>
    public double[] Std()
    {
        double[] result = new double[Sums.Length];
        for (int channel = 0; channel < result.Length; channel++)
        {
            double mean = (double)Sums[channel] / Pixels;
            result[channel] = Math.Sqrt(Math.Max(0, (double)Squares[channel] / Pixels - mean * mean)) / 255;
        }
        return result;
    }
}
