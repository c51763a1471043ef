namespace CourseLib.Layers;

/// <summary>A size in three dimensions. Write one number for all, or a triple (depth, height, width).</summary>
/// <param name="Depth">Along the slices.</param>
/// <param name="Height">Along the rows.</param>
/// <param name="Width">Along the columns.</param>
public readonly record struct Size3d(int Depth, int Height, int Width)
{
    /// <summary>The same in all dimensions.</summary>
    public static implicit operator Size3d(int all) => new(all, all, all);

    /// <summary>Depth, height and width.</summary>
    public static implicit operator Size3d((int Depth, int Height, int Width) triple) => new(triple.Depth, triple.Height, triple.Width);

    /// <summary>"3×5×5".</summary>
    public override string ToString() => $"{Depth}×{Height}×{Width}";

    /// <summary>One number for each axis.</summary>
    internal int[] ToArray() => [Depth, Height, Width];
}
