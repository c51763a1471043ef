namespace CourseLib.Data;

/// <summary>
/// Random brightness, then contrast, then saturation, each a blend x → f·x + (1 − f)·reference with f uniform in [1 − s, 1 + s]:
/// with black, with the image's mean grey, and with the pixel's own grey. Results are cut to [0, 1].
/// </summary>
public sealed class ColorJitter : Augmentation
{
    private readonly double brightness;
    private readonly double contrast;
    private readonly double saturation;

    /// <summary>Three strengths; 0 leaves that property alone.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is not between 0 and 1.</exception>
    public ColorJitter(double brightness = 0.2, double contrast = 0.2, double saturation = 0.2)
    {
        foreach ((string name, double strength) in ((string, double)[])[(nameof(brightness), brightness), (nameof(contrast), contrast), (nameof(saturation), saturation)])
            if (!(strength is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(name, strength, "a strength is between 0 and 1");
        (this.brightness, this.contrast, this.saturation) = (brightness, contrast, saturation);
    }

    internal override void Apply(Span<float> image, int channels, int height, int width, ref SplitMix64 random)
    {
        float bright = Factor(brightness, ref random), contrasting = Factor(contrast, ref random), saturated = Factor(saturation, ref random);
        int plane = height * width;
        for (int i = 0; i < image.Length; i++) image[i] = Math.Clamp(bright * image[i], 0, 1);

        double sum = 0;
        for (int pixel = 0; pixel < plane; pixel++) sum += Grey(image, channels, plane, pixel);
        float mean = (float)(sum / plane);
        for (int i = 0; i < image.Length; i++) image[i] = Math.Clamp(contrasting * image[i] + (1 - contrasting) * mean, 0, 1);

        if (channels != 3) return;
        for (int pixel = 0; pixel < plane; pixel++)
        {
            float grey = Grey(image, channels, plane, pixel);
            for (int i = pixel; i < image.Length; i += plane) image[i] = Math.Clamp(saturated * image[i] + (1 - saturated) * grey, 0, 1);
        }
    }

    private static float Factor(double strength, ref SplitMix64 random) => (float)random.NextDouble(1 - strength, 1 + strength);

    /// <summary>The luma of ITU-R BT.601 for colour; a grey image's own value.</summary>
    private static float Grey(ReadOnlySpan<float> image, int channels, int plane, int pixel) =>
        channels == 3 ? 0.299f * image[pixel] + 0.587f * image[plane + pixel] + 0.114f * image[2 * plane + pixel] : image[pixel];
}
