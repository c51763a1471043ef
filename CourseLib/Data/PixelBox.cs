using CourseLib.Tensors;

namespace CourseLib.Data;

/// <summary>Rows Top to Bottom − 1 and columns Left to Right − 1 of an image.</summary>
/// <param name="Top">The first row.</param>
/// <param name="Left">The first column.</param>
/// <param name="Bottom">The row after the last one.</param>
/// <param name="Right">The column after the last one.</param>
public readonly record struct PixelBox(int Top, int Left, int Bottom, int Right)
{
    /// <summary>The number of pixels.</summary>
    public int Area => (Bottom - Top) * (Right - Left);

    /// <summary>A box of rows×columns pixels around a centre, cut to an image of height×width.</summary>
    /// <exception cref="ArgumentException">A size is negative.</exception>
    public static PixelBox Around(int centreRow, int centreColumn, int rows, int columns, int height, int width)
    {
        foreach ((string name, int size) in ((string, int)[])[("the number of rows", rows), ("the number of columns", columns), ("the height", height), ("the width", width)])
            Argument.AtLeast(0, nameof(PixelBox), name, size);
        int top = centreRow - rows / 2, left = centreColumn - columns / 2;
        return new(Math.Clamp(top, 0, height), Math.Clamp(left, 0, width), Math.Clamp(top + rows, 0, height), Math.Clamp(left + columns, 0, width));
    }
}
