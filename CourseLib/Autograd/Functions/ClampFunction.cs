using System.Runtime.CompilerServices;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Autograd.Functions;

/// <summary>x held between two bounds; the gradient passes where x is within them, the bounds included (as in PyTorch).</summary>
internal sealed class ClampFunction(float low, float high) : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        context.Save(inputs[0]);
        return Pointwise.Unary(inputs[0], new Within(low, high));
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream) =>
        [Pointwise.Binary(Name, context.Saved[0], upstream, new Passing(low, high))];

    private readonly struct Within(float low, float high) : IUnaryOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x)
            where V : struct, ILanes<V> => V.Min(V.Max(x, V.All(low)), V.All(high));
    }

    /// <summary>y where x is within the bounds, else 0.</summary>
    private readonly struct Passing(float low, float high) : IBinaryOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x, V y)
            where V : struct, ILanes<V> => V.Select(V.Less(x, V.All(low)) | V.Less(V.All(high), x), V.All(0), y);
    }
}
