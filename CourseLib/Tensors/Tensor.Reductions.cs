using CourseLib.Autograd;
using CourseLib.Autograd.Functions;
using CourseLib.Kernels;

namespace CourseLib.Tensors;

public sealed partial class Tensor
{
    /// <summary>The sum over <paramref name="axes"/> (all if null).</summary>
    /// <exception cref="ArgumentException">There is no such axis.</exception>
    public Tensor Sum(int[]? axes = null, bool keepDims = false) =>
        Function.Apply(new SumFunction(Shapes.Axes(nameof(Sum), axes, shape), keepDims), this);

    /// <summary>The sum over one axis.</summary>
    /// <exception cref="ArgumentException">There is no such axis.</exception>
    public Tensor Sum(int axis, bool keepDims = false) => Sum([axis], keepDims);

    /// <summary>The mean over <paramref name="axes"/> (all if null).</summary>
    /// <exception cref="ArgumentException">There is no such axis.</exception>
    public Tensor Mean(int[]? axes = null, bool keepDims = false)
    {
        bool[] reduced = Shapes.Axes(nameof(Mean), axes, shape);
        return Function.Apply(new SumFunction(reduced, keepDims), this) / CountOver(reduced);
    }

    /// <summary>The mean over one axis.</summary>
    /// <exception cref="ArgumentException">There is no such axis.</exception>
    public Tensor Mean(int axis, bool keepDims = false) => Mean([axis], keepDims);

    /// <summary>
    /// The variance over <paramref name="axes"/> (all if null): Σ(x − μ)² divided by n − 1 if <paramref name="unbiased"/>, else by n.
    /// Batch normalisation divides by n (Ioffe and Szegedy 2015, algorithm 1).
    /// </summary>
    /// <exception cref="ArgumentException">There is no such axis.</exception>
    public Tensor Var(int[]? axes = null, bool unbiased = true, bool keepDims = false) =>
        Function.Apply(new VarFunction(Shapes.Axes(nameof(Var), axes, shape), unbiased, keepDims), this);

    /// <summary>The standard deviation, the root of <see cref="Var"/>.</summary>
    /// <exception cref="ArgumentException">There is no such axis.</exception>
    public Tensor Std(int[]? axes = null, bool unbiased = true, bool keepDims = false) => Var(axes, unbiased, keepDims).Sqrt();

    /// <summary>The largest element over <paramref name="axes"/> (all if null); NaN if there is one. The gradient goes to the first of the largest.</summary>
    /// <exception cref="ArgumentException">There is no such axis, or nothing to choose from.</exception>
    public Tensor Max(int[]? axes = null, bool keepDims = false)
    {
        bool[] reduced = Shapes.Axes(nameof(Max), axes, shape);
        RefuseEmpty(nameof(Max), reduced);
        return Function.Apply(new MaxFunction(), AsOuterAxisInner(reduced)).Reshape(Shapes.Reduced(shape, reduced, keepDims));
    }

    /// <summary>The smallest element over <paramref name="axes"/> (all if null); NaN if there is one. The gradient goes to the first of the smallest.</summary>
    /// <exception cref="ArgumentException">There is no such axis, or nothing to choose from.</exception>
    public Tensor Min(int[]? axes = null, bool keepDims = false) => -(-this).Max(axes, keepDims);

    /// <summary>Where the first largest element stands in row-major order.</summary>
    /// <exception cref="ArgumentException">There are no elements.</exception>
    public int ArgMax()
    {
        if (Count == 0) throw new ArgumentException($"ArgMax: shape {Shapes.Describe(shape)} has no elements");
        int at = Reduce.ArgMax(storage.Elements);
        GC.KeepAlive(this);
        return at;
    }

    /// <summary>The index along <paramref name="axis"/> of the first largest element, for each place of the other axes in row-major order: for (N, classes) and axis 1, N predictions.</summary>
    /// <exception cref="ArgumentException">There is no such axis, or it has size 0.</exception>
    public int[] ArgMax(int axis)
    {
        int index = Shapes.Axis(nameof(ArgMax), axis, shape);
        if (shape[index] == 0) throw new ArgumentException($"ArgMax: axis {axis} of shape {Shapes.Describe(shape)} has size 0");
        int outer = Shapes.Product(shape, 0, index), inner = Shapes.Product(shape, index + 1, Rank);
        var where = new int[outer * inner];
        if (where.Length > 0) Reduce.Max(storage.Elements, outer, shape[index], inner, [], where);
        GC.KeepAlive(this);
        return where;
    }

    /// <summary>eˣ/Σeˣ along <paramref name="axis"/>.</summary>
    /// <exception cref="ArgumentException">There is no such axis.</exception>
    public Tensor Softmax(int axis = -1) => Along(nameof(Softmax), axis, logarithm: false);

    /// <summary>x − ln Σeˣ along <paramref name="axis"/>: the logarithm of the softmax, which may be computed where the softmax itself is 0.</summary>
    /// <exception cref="ArgumentException">There is no such axis.</exception>
    public Tensor LogSoftmax(int axis = -1) => Along(nameof(LogSoftmax), axis, logarithm: true);

    /// <summary>ln Σeˣ over <paramref name="axes"/> (all if null), without overflow.</summary>
    /// <exception cref="ArgumentException">There is no such axis.</exception>
    public Tensor LogSumExp(int[]? axes = null, bool keepDims = false)
    {
        bool[] reduced = Shapes.Axes(nameof(LogSumExp), axes, shape);
        // Subtracting an infinite maximum from itself would give NaN.
        Tensor max = Detach().Max(axes, keepDims: true).Clamp(float.MinValue, float.MaxValue);
        Tensor result = (this - max).Exp().Sum(axes, keepDims: true).Log() + max;
        return result.Reshape(Shapes.Reduced(shape, reduced, keepDims));
    }

    /// <summary>The Euclidean norm √Σx² of all elements.</summary>
    public Tensor Norm() => Square().Sum().Sqrt();

    private int CountOver(bool[] reduced)
    {
        int count = 1;
        for (int axis = 0; axis < Rank; axis++)
            if (reduced[axis]) count *= shape[axis];
        return count;
    }

    private void RefuseEmpty(string operation, bool[] reduced)
    {
        for (int axis = 0; axis < Rank; axis++)
            if (reduced[axis] && shape[axis] == 0)
                throw new ArgumentException($"{operation}: axis {axis} of shape {Shapes.Describe(shape)} has size 0");
    }

    /// <summary>The marked axes as the middle one of three; they are moved to the end if they are not neighbours.</summary>
    private Tensor AsOuterAxisInner(bool[] reduced)
    {
        int first = Array.IndexOf(reduced, true), last = Array.LastIndexOf(reduced, true);
        if (first < 0) return Reshape(Count, 1, 1);
        if (Array.IndexOf(reduced, false, first) is int gap && (gap < 0 || gap > last))
            return Reshape(Shapes.Product(shape, 0, first), CountOver(reduced), Shapes.Product(shape, last + 1, Rank));
        int[] order = [.. Enumerable.Range(0, Rank).OrderBy(axis => reduced[axis])];
        int count = CountOver(reduced);
        return Permute(order).Reshape(Count == 0 ? 0 : Count / count, count, 1);
    }

    private Tensor Along(string operation, int axis, bool logarithm)
    {
        int index = Shapes.Axis(operation, axis, shape);
        return shape[index] > 0 ? Function.Apply(new SoftmaxFunction(index, logarithm), this)
            : throw new ArgumentException($"{operation}: axis {axis} of shape {Shapes.Describe(shape)} has size 0");
    }
}
