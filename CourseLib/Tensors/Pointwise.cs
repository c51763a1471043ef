using CourseLib.Kernels;

namespace CourseLib.Tensors;

/// <summary>Element-wise kernels applied to tensors: finds the result's shape and the longest runs that one kernel call can do. Records nothing.</summary>
internal static class Pointwise
{
    /// <summary>op(x) for every element.</summary>
    public static Tensor Unary<TOperator>(Tensor x, TOperator op = default)
        where TOperator : struct, IUnaryOperator
    {
        Tensor y = Tensor.Uninitialized(x.Shape);
        Elementwise.Unary(x.Elements, y.Elements, op);
        GC.KeepAlive(x);
        return y;
    }

    /// <summary>op(x, y) for every element of x.</summary>
    public static Tensor Scalar<TOperator>(Tensor x, float y, TOperator op = default)
        where TOperator : struct, IBinaryOperator
    {
        Tensor z = Tensor.Uninitialized(x.Shape);
        Elementwise.BinaryScalar(x.Elements, y, z.Elements, op);
        GC.KeepAlive(x);
        return z;
    }

    /// <summary>op(x, y) with NumPy's broadcasting.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast; the message names <paramref name="operation"/>.</exception>
    public static Tensor Binary<TOperator>(string operation, Tensor x, Tensor y, TOperator op = default)
        where TOperator : struct, IBinaryOperator
    {
        Shapes.RequireGiven(operation, "the left side", x);
        Shapes.RequireGiven(operation, "the right side", y);
        int[] shape = x.Sizes.SequenceEqual(y.Sizes) ? x.Shape : Shapes.Broadcast(operation, x.Sizes, y.Sizes);
        Tensor z = Tensor.Uninitialized(shape);
        if (x.Count == z.Count && y.Count == z.Count) Elementwise.Binary(x.Elements, y.Elements, z.Elements, op);
        else if (x.Count == z.Count && y.Count == 1) Elementwise.BinaryScalar(x.Elements, y.Elements[0], z.Elements, op);
        else if (y.Count == z.Count && x.Count == 1) Elementwise.BinaryScalar(y.Elements, x.Elements[0], z.Elements, new Swapped<TOperator>(op));
        else if (z.Count > 0) Runs(BroadcastRuns.Of(shape, x.Sizes, y.Sizes), x.Elements, y.Elements, z.Elements, op);
        GC.KeepAlive(x);
        GC.KeepAlive(y);
        return z;
    }

    /// <summary>z = op(x, z), with x broadcast to the shape of z, which has more than one element.</summary>
    public static void Into<TOperator>(Tensor x, Tensor z, TOperator op = default)
        where TOperator : struct, IBinaryOperator
    {
        if (x.Count == z.Count) Elementwise.Binary(x.Elements, z.Elements, z.Elements, op);
        else Runs(BroadcastRuns.Of(z.Shape, x.Sizes, z.Sizes), x.Elements, z.Elements, z.Elements, op);
        GC.KeepAlive(x);
        GC.KeepAlive(z);
    }

    private static void Runs<TOperator>(BroadcastRuns runs, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> z, TOperator op)
        where TOperator : struct, IBinaryOperator
    {
        if (runs.AsAxis(out int outer, out int axis, out int inner, out bool isSwapped))
        {
            if (isSwapped) Elementwise.BinaryAxis(outer, axis, inner, y, x, z, new Swapped<TOperator>(op));
            else Elementwise.BinaryAxis(outer, axis, inner, x, y, z, op);
            return;
        }
        int length = runs.Length;
        for (int run = 0; run < runs.Count; run++)
        {
            (int atX, int atY) = runs.Start(run);
            Span<float> result = z.Slice(run * length, length);
            if (!runs.RepeatsX && !runs.RepeatsY) Elementwise.Binary(x.Slice(atX, length), y.Slice(atY, length), result, op);
            else if (runs.RepeatsY) Elementwise.BinaryScalar(x.Slice(atX, length), y[atY], result, op);
            else Elementwise.BinaryScalar(y.Slice(atY, length), x[atX], result, new Swapped<TOperator>(op));
        }
    }
}
