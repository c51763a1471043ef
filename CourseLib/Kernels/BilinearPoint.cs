using System.Runtime.CompilerServices;

namespace CourseLib.Kernels;

/// <summary>A place between the pixels of a plane: its four neighbours, and their weights top/bottom × left/right. A neighbour outside the plane counts as 0.</summary>
internal readonly unsafe struct BilinearPoint
{
    private readonly int corner, toRight, toBottom;
    private readonly float top, bottom, left, right;

    /// <summary>How the four weights change when the place moves down or right: −1 and 1, or 0 for a neighbour outside.</summary>
    private readonly float topSlope, bottomSlope, leftSlope, rightSlope;

    public BilinearPoint(float y, float x, int height, int width)
    {
        float floorY = MathF.Floor(y), floorX = MathF.Floor(x);
        int row = (int)floorY, column = (int)floorX;
        bool hasTop = (uint)row < (uint)height, hasBottom = (uint)(row + 1) < (uint)height;
        bool hasLeft = (uint)column < (uint)width, hasRight = (uint)(column + 1) < (uint)width;
        (top, topSlope) = hasTop ? (1 - (y - floorY), -1) : (0, 0);
        (bottom, bottomSlope) = hasBottom ? (y - floorY, 1) : (0, 0);
        (left, leftSlope) = hasLeft ? (1 - (x - floorX), -1) : (0, 0);
        (right, rightSlope) = hasRight ? (x - floorX, 1) : (0, 0);

        // A neighbour outside has weight 0; the address read for it must still be one of the plane.
        corner = (hasTop ? row * width : hasBottom ? (row + 1) * width : 0) + (hasLeft ? column : hasRight ? column + 1 : 0);
        toBottom = hasTop && hasBottom ? width : 0;
        toRight = hasLeft && hasRight ? 1 : 0;
    }

    /// <summary>The interpolated value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Read(float* plane)
    {
        float* at = plane + corner;
        return (top * ((left * at[0]) + (right * at[toRight]))) + (bottom * ((left * at[toBottom]) + (right * at[toBottom + toRight])));
    }

    /// <summary>How the interpolated value changes when the place moves down, and when it moves right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (float Down, float Right) Slopes(float* plane)
    {
        float* at = plane + corner;
        float a = at[0], b = at[toRight], c = at[toBottom], d = at[toBottom + toRight];
        return ((topSlope * ((left * a) + (right * b))) + (bottomSlope * ((left * c) + (right * d))),
            (leftSlope * ((top * a) + (bottom * c))) + (rightSlope * ((top * b) + (bottom * d))));
    }

    /// <summary>Adds a gradient with respect to the value to the gradient with respect to the plane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(float upstream, float* plane)
    {
        float* at = plane + corner;
        float above = top * upstream, below = bottom * upstream;
        at[0] += above * left;
        at[toRight] += above * right;
        at[toBottom] += below * left;
        at[toBottom + toRight] += below * right;
    }
}
