namespace CourseLib.Tensors;

/// <summary>
/// Two broadcast operands as runs: neighbouring axes over which an operand is repeated, or walked, in the same way are merged, and the
/// innermost of the merged axes is a run that one vector kernel can do. (8, 3, 4, 4) with (1, 3, 1, 1) becomes axes 8·3·16, runs of 16.
/// </summary>
internal sealed class BroadcastRuns
{
    private readonly List<int> sizes = [];
    private readonly List<bool> repeatsX = [], repeatsY = [];
    private readonly int[] stridesX, stridesY;

    private BroadcastRuns(int[] shape, ReadOnlySpan<int> x, ReadOnlySpan<int> y)
    {
        for (int axis = 0; axis < shape.Length; axis++)
        {
            if (shape[axis] == 1) continue;
            bool newX = IsRepeated(x, axis - shape.Length), newY = IsRepeated(y, axis - shape.Length);
            if (sizes.Count > 0 && repeatsX[^1] == newX && repeatsY[^1] == newY) sizes[^1] *= shape[axis];
            else
            {
                sizes.Add(shape[axis]);
                repeatsX.Add(newX);
                repeatsY.Add(newY);
            }
        }
        stridesX = Strides(repeatsX);
        stridesY = Strides(repeatsY);
    }

    /// <summary>Elements in a run.</summary>
    public int Length => sizes[^1];

    /// <summary>How many runs there are.</summary>
    public int Count => Shapes.Product(sizes.ToArray(), 0, sizes.Count - 1);

    /// <summary>Whether one element of x serves a whole run.</summary>
    public bool RepeatsX => repeatsX[^1];

    /// <summary>Whether one element of y serves a whole run.</summary>
    public bool RepeatsY => repeatsY[^1];

    /// <summary>The runs of operands of shapes <paramref name="x"/> and <paramref name="y"/> whose result has <paramref name="shape"/>, of more than one element.</summary>
    public static BroadcastRuns Of(int[] shape, ReadOnlySpan<int> x, ReadOnlySpan<int> y) => new(shape, x, y);

    /// <summary>Whether one operand is whole and the other a vector along one of (outer, axis, inner).</summary>
    public bool AsAxis(out int outer, out int axis, out int inner, out bool isSwapped)
    {
        (outer, axis, inner, isSwapped) = (1, 1, 1, repeatsX.Contains(true));
        if (isSwapped && repeatsY.Contains(true)) return false;
        List<bool> repeats = isSwapped ? repeatsX : repeatsY;
        int at = repeats.IndexOf(false);
        if (at < 0 || at != repeats.LastIndexOf(false)) return false;
        int[] all = [.. sizes];
        outer = Shapes.Product(all, 0, at);
        axis = all[at];
        inner = Shapes.Product(all, at + 1, all.Length);
        return true;
    }

    /// <summary>Where run <paramref name="run"/> starts in x and in y.</summary>
    public (int X, int Y) Start(int run)
    {
        int x = 0, y = 0;
        for (int axis = sizes.Count - 2; axis >= 0; axis--)
        {
            int index = run % sizes[axis];
            run /= sizes[axis];
            x += index * stridesX[axis];
            y += index * stridesY[axis];
        }
        return (x, y);
    }

    private static bool IsRepeated(ReadOnlySpan<int> operand, int fromEnd) => -fromEnd > operand.Length || operand[operand.Length + fromEnd] == 1;

    private int[] Strides(List<bool> repeats)
    {
        var strides = new int[sizes.Count];
        int stride = 1;
        for (int axis = sizes.Count - 1; axis >= 0; axis--)
            if (!repeats[axis])
            {
                strides[axis] = stride;
                stride *= sizes[axis];
            }
        return strides;
    }
}
