namespace CourseLib.Data;

/// <summary>Mirrors the image, left for right, with a probability.</summary>
public sealed class RandomHorizontalFlip : Augmentation
{
    private readonly double probability;

    /// <summary>Flips with the given probability.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not between 0 and 1.</exception>
    public RandomHorizontalFlip(double probability = 0.5)
    {
        if (!(probability is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(probability), probability, "a probability is between 0 and 1");
        this.probability = probability;
    }

    internal override void Apply(Span<float> image, int channels, int height, int width, ref SplitMix64 random)
    {
        if (random.NextDouble() >= probability) return;
        for (int row = 0; row < channels * height; row++) image.Slice(row * width, width).Reverse();
    }
}
