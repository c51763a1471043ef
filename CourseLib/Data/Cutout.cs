namespace CourseLib.Data;

/// <summary>
/// Blackens a square at a random place; its centre may be anywhere, so that the border cuts some squares short (DeVries and Taylor
/// 2017, "Improved Regularization of Convolutional Neural Networks with Cutout").
/// </summary>
public sealed class Cutout : Augmentation
{
    private readonly int size;

    /// <summary>A square of <paramref name="size"/>×<paramref name="size"/> pixels; the paper uses 16 for CIFAR-10.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive.</exception>
    public Cutout(int size = 16)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        this.size = size;
    }

    internal override void Apply(Span<float> image, int channels, int height, int width, ref SplitMix64 random)
    {
        PixelBox box = PixelBox.Around(random.Next(height), random.Next(width), size, size, height, width);
        for (int channel = 0; channel < channels; channel++)
            for (int row = box.Top; row < box.Bottom; row++)
                image.Slice((channel * height + row) * width + box.Left, box.Right - box.Left).Clear();
    }
}
