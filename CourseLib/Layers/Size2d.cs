namespace CourseLib.Layers;

/// <summary>A size in two dimensions. Write one number for both, or a pair (height, width).</summary>
/// <param name="Height">Along the rows.</param>
/// <param name="Width">Along the columns.</param>
public readonly record struct Size2d(int Height, int Width)
{
    /// <summary>The same in both dimensions.</summary>
    public static implicit operator Size2d(int both) => new(both, both);

    /// <summary>Height and width.</summary>
    public static implicit operator Size2d((int Height, int Width) pair) => new(pair.Height, pair.Width);

    /// <summary>"5×5".</summary>
    public override string ToString() => $"{Height}×{Width}";

    /// <summary>One number for each axis.</summary>
    internal int[] ToArray() => [Height, Width];

    /// <summary>Refuses a size that is too small for its purpose.</summary>
    internal Size2d AtLeast(int least, string what)
    {
        if (Height < least || Width < least) throw new ArgumentException($"{what} is {this}, and must be at least {least} in both dimensions");
        return this;
    }
}
