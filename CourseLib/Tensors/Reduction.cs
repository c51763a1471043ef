using CourseLib.Kernels;

namespace CourseLib.Tensors;

/// <summary>Sums of tensors over axes. Records nothing.</summary>
internal static class Reduction
{
    /// <summary>The sum over the marked axes. Neighbouring axes are summed in one go, the last ones first.</summary>
    public static Tensor Sum(Tensor x, bool[] reduced, bool keepDims)
    {
        int[] result = Shapes.Reduced(x.Sizes, reduced, keepDims);
        if (x.Count == 0) return Tensor.Zeros(result);
        List<(int Size, bool IsReduced)> groups = Groups(x.Sizes, reduced);
        if (!groups.Exists(group => group.IsReduced)) return x.Clone().View(result);

        if (groups is [(int outermost, true), (int channels, false), (int innermost, true)])
        {
            // The sum over N, H and W of every channel, in one pass and without rounding in between.
            Tensor sums = Tensor.Uninitialized(result);
            Reduce.SumChannels(x.Elements, outermost, channels, innermost, sums.Elements);
            GC.KeepAlive(x);
            return sums;
        }

        Tensor from = x;
        for (int at = groups.Count - 1; at >= 0; at--)
        {
            if (!groups[at].IsReduced) continue;
            int outer = Product(groups, 0, at), inner = Product(groups, at + 1, groups.Count);
            Tensor to = Tensor.Uninitialized([outer * inner]);
            if (outer * inner == 1) to.Elements[0] = (float)Reduce.Sum(from.Elements);
            else Reduce.Sum(from.Elements, outer, groups[at].Size, inner, to.Elements);
            if (ReferenceEquals(from, x)) GC.KeepAlive(x);
            else from.Storage.Release();
            groups[at] = (1, false);
            from = to;
        }
        return from.View(result);
    }

    /// <summary>Sums <paramref name="x"/> over the axes along which a tensor of <paramref name="shape"/> was repeated: the backward of broadcasting.</summary>
    public static Tensor SumTo(Tensor x, ReadOnlySpan<int> shape)
    {
        if (x.Sizes.SequenceEqual(shape)) return x;
        var reduced = new bool[x.Rank];
        int lead = x.Rank - shape.Length;
        for (int axis = 0; axis < x.Rank; axis++) reduced[axis] = axis < lead || (shape[axis - lead] == 1 && x.Sizes[axis] != 1);
        return Sum(x, reduced, keepDims: true).View(shape.ToArray());
    }

    /// <summary>The axes merged into groups that are reduced or kept together.</summary>
    private static List<(int Size, bool IsReduced)> Groups(ReadOnlySpan<int> shape, bool[] reduced)
    {
        var groups = new List<(int Size, bool IsReduced)>();
        for (int axis = 0; axis < shape.Length; axis++)
        {
            if (shape[axis] == 1) continue;
            if (groups.Count > 0 && groups[^1].IsReduced == reduced[axis]) groups[^1] = (groups[^1].Size * shape[axis], reduced[axis]);
            else groups.Add((shape[axis], reduced[axis]));
        }
        return groups;
    }

    private static int Product(List<(int Size, bool IsReduced)> groups, int from, int to)
    {
        int product = 1;
        for (int at = from; at < to; at++) product *= groups[at].Size;
        return product;
    }
}
