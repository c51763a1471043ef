namespace CourseLib.Data;

/// <summary>Moves the image by whole pixels in a random direction; what comes in from outside is black.</summary>
public sealed class RandomTranslation : Augmentation
{
    private readonly double share;

    /// <summary>At most <paramref name="share"/> of the height up or down, and of the width to either side.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not between 0 and 1.</exception>
    public RandomTranslation(double share = 0.1)
    {
        if (!(share is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "a share is between 0 and 1");
        this.share = share;
    }

    internal override void Apply(Span<float> image, int channels, int height, int width, ref SplitMix64 random)
    {
        (int mostDown, int mostRight) = ((int)(share * height), (int)(share * width));
        int down = random.Next(2 * mostDown + 1) - mostDown;
        int right = random.Next(2 * mostRight + 1) - mostRight;
        Shift.Move(image, channels, height, width, down, right);
    }
}
