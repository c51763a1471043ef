namespace CourseLib.Data;

/// <summary>Turns the image about its centre by a random angle, with bilinear interpolation; what comes in from outside is black.</summary>
public sealed class RandomRotation : Augmentation
{
    private readonly double degrees;

    /// <summary>An angle between −<paramref name="degrees"/> and <paramref name="degrees"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not between 0 and 180.</exception>
    public RandomRotation(double degrees = 15)
    {
        if (!(degrees is >= 0 and <= 180)) throw new ArgumentOutOfRangeException(nameof(degrees), degrees, "an angle is between 0 and 180");
        this.degrees = degrees;
    }

    internal override void Apply(Span<float> image, int channels, int height, int width, ref SplitMix64 random) =>
        Rotate(image, channels, height, width, random.NextDouble(-degrees, degrees));

    /// <summary>Turns counter-clockwise: a target pixel looks back to where it came from.</summary>
    internal static void Rotate(Span<float> image, int channels, int height, int width, double degrees)
    {
        (double sine, double cosine) = Math.SinCos(degrees * Math.PI / 180);
        double centreRow = (height - 1) / 2.0, centreColumn = (width - 1) / 2.0;
        float[] source = image.ToArray();
        for (int row = 0; row < height; row++)
            for (int column = 0; column < width; column++)
            {
                (double down, double right) = (row - centreRow, column - centreColumn);
                double fromRow = centreRow + sine * right + cosine * down;
                double fromColumn = centreColumn + cosine * right - sine * down;
                for (int channel = 0; channel < channels; channel++)
                    image[(channel * height + row) * width + column] =
                        Sample(source.AsSpan(channel * height * width, height * width), height, width, fromRow, fromColumn);
            }
    }

    private static float Sample(ReadOnlySpan<float> plane, int height, int width, double row, double column)
    {
        (int top, int left) = ((int)Math.Floor(row), (int)Math.Floor(column));
        (double lower, double righter) = (row - top, column - left);
        return (float)(
            (1 - lower) * ((1 - righter) * At(plane, height, width, top, left) + righter * At(plane, height, width, top, left + 1))
            + lower * ((1 - righter) * At(plane, height, width, top + 1, left) + righter * At(plane, height, width, top + 1, left + 1)));
    }

    private static double At(ReadOnlySpan<float> plane, int height, int width, int row, int column) =>
        row >= 0 && row < height && column >= 0 && column < width ? plane[row * width + column] : 0;
}
