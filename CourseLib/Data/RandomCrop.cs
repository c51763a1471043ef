namespace CourseLib.Data;

/// <summary>
/// Surrounds the image with black and cuts a window of its old size out of that at a random place: the standard augmentation of
/// CIFAR-10, with 4 pixels (He et al. 2016, section 4.2).
/// </summary>
public sealed class RandomCrop : Augmentation
{
    private readonly int padding;

    /// <summary>A border of <paramref name="padding"/> pixels on all four sides.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public RandomCrop(int padding = 4)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        this.padding = padding;
    }

    internal override void Apply(Span<float> image, int channels, int height, int width, ref SplitMix64 random)
    {
        int down = random.Next(2 * padding + 1) - padding;
        int right = random.Next(2 * padding + 1) - padding;
        Shift.Move(image, channels, height, width, down, right);
    }
}
