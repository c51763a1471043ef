using CourseLib.Tensors;

namespace CourseLib.Data;

/// <summary>Per-channel standardisation of pixels in [0, 1]: y = (x − mean) / std.</summary>
public sealed class Normalization
{
    private readonly float[] mean;
    private readonly float[] std;

    /// <summary>One mean and one standard deviation a channel, both of pixels in [0, 1].</summary>
    /// <exception cref="ArgumentException">The two lengths differ or a standard deviation is not positive.</exception>
    public Normalization(ReadOnlySpan<float> mean, ReadOnlySpan<float> std)
    {
        if (mean.Length != std.Length || mean.Length == 0)
            throw new ArgumentException($"Normalization: {mean.Length} means and {std.Length} standard deviations; give one of each for every channel");
        foreach (float average in mean) Argument.Finite(nameof(Normalization), "a mean", average);
        foreach (float deviation in std) Argument.Positive(nameof(Normalization), "a standard deviation", deviation);
        this.mean = mean.ToArray();
        this.std = std.ToArray();
    }

    /// <summary>The mean of each channel.</summary>
    public IReadOnlyList<float> Mean => mean;

    /// <summary>The standard deviation of each channel.</summary>
    public IReadOnlyList<float> Std => std;

    /// <summary>The number of channels.</summary>
    public int Channels => mean.Length;

    /// <summary>What the pixels of <paramref name="dataset"/> have, over all images: standardises them to mean 0 and variance 1.</summary>
    public static Normalization Of(ImageDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        PixelStatistics statistics = PixelStatistics.Of(dataset);
        return new Normalization(
            Array.ConvertAll(statistics.Mean(), value => (float)value),
            Array.ConvertAll(statistics.Std(), value => (float)value));
    }

    /// <summary>Standardises an image of pixels in [0, 1] in place; <paramref name="image"/> is (C, H, W).</summary>
    internal void Apply(Span<float> image)
    {
        int plane = image.Length / Channels;
        for (int channel = 0; channel < Channels; channel++)
            PixelConversion.Standardise(image.Slice(channel * plane, plane), mean[channel], std[channel]);
    }

    /// <summary>Gives back pixels in [0, 1] from a standardised image (C, H, W) or batch (N, C, H, W): x = y · std + mean.</summary>
    /// <exception cref="ArgumentException">The tensor has another number of channels.</exception>
    public Tensor Invert(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        int[] shape = [.. images.Shape];
        if (shape.Length is not (3 or 4) || shape[^3] != Channels)
            throw new ArgumentException($"Normalization.Invert: a tensor [{string.Join(", ", shape)}]; wanted [{Channels}, H, W] or [N, {Channels}, H, W]");
        float[] values = images.ToArray();
        int plane = shape[^1] * shape[^2];
        for (int i = 0; i < values.Length; i++)
        {
            int channel = i / plane % Channels;
            values[i] = values[i] * std[channel] + mean[channel];
        }
        return Tensor.From(values, shape);
    }
}
