using System.Runtime.CompilerServices;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Autograd.Functions;

/// <summary>A tensor repeated along its axes of size 1 (and new leading ones); the gradient is summed over the repeats.</summary>
internal sealed class BroadcastFunction(int[] shape) : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        context.State = inputs[0].Shape;
        return Repeat(inputs[0], shape);
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream) => [Reduction.SumTo(upstream, (int[])context.State!)];

    /// <summary><paramref name="x"/> stretched to <paramref name="shape"/>.</summary>
    /// <exception cref="ArgumentException">It does not stretch to that shape.</exception>
    internal static Tensor Repeat(Tensor x, int[] shape)
    {
        if (!Shapes.Broadcast("BroadcastTo", x.Sizes, shape).AsSpan().SequenceEqual(shape))
            throw new ArgumentException($"BroadcastTo: shape {Shapes.Describe(x.Sizes)} does not stretch to {Shapes.Describe(shape)}");
        if (x.Count == 1) return Tensor.Full(shape, x.Item());
        Tensor result = Tensor.Uninitialized((int[])shape.Clone());
        if (result.Count == 0) return result;
        // The result stands in for an operand of full size; First never looks at it.
        Pointwise.Into<First>(x, result);
        return result;
    }

    private readonly struct First : IBinaryOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x, V y)
            where V : struct, ILanes<V> => x;
    }
}
