namespace CourseLib.Tensors;

/// <summary>What to take of one axis: an index (the axis is dropped), an index from the end, or a range.</summary>
public readonly struct Selector
{
    private readonly Range range;

    private Selector(Range range, bool isIndex)
    {
        this.range = range;
        IsIndex = isIndex;
    }

    /// <summary>Whether one element is taken, and its axis dropped.</summary>
    public bool IsIndex { get; }

    /// <summary>One element.</summary>
    public static implicit operator Selector(int index) => new(index..(index + 1), isIndex: true);

    /// <summary>One element, perhaps counted from the end: <c>^1</c> is the last.</summary>
    public static implicit operator Selector(Index index) =>
        new(new Range(index, index.IsFromEnd ? Index.FromEnd(Math.Max(0, index.Value - 1)) : index.Value + 1), isIndex: true);

    /// <summary>Several elements: <c>1..3</c>, <c>..</c>.</summary>
    public static implicit operator Selector(Range range) => new(range, isIndex: false);

    /// <summary>Start and length in axis <paramref name="axis"/> of <paramref name="shape"/>.</summary>
    internal (int Start, int Length) Within(int axis, int[] shape)
    {
        int start = range.Start.GetOffset(shape[axis]), end = range.End.GetOffset(shape[axis]);
        if (start < 0 || end > shape[axis] || start > end || (IsIndex && end == start))
            throw new ArgumentException($"{(IsIndex ? range.Start : range)} is outside axis {axis} of shape {Shapes.Describe(shape)}");
        return (start, end - start);
    }
}
