using System.Runtime.CompilerServices;
using CourseLib.Autograd;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Activations;

/// <summary>y = max(x, 0) where axis 1 has an even index, min(x, 0) where it has an odd one; the gradient passes where y is not 0.</summary>
/// <remarks>x: (N, C, …), or (C).</remarks>
internal sealed class BipolarReLUFunction : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        Tensor x = inputs[0], y = Tensor.Uninitialized(x.Shape);
        int axis = x.Rank == 1 ? 0 : 1, channels = x.Sizes[axis];
        var poles = new float[channels];
        for (int channel = 0; channel < channels; channel++) poles[channel] = channel % 2 == 0 ? 1 : -1;
        int outer = Shapes.Product(x.Sizes, 0, axis), inner = Shapes.Product(x.Sizes, axis + 1, x.Rank);
        Elementwise.BinaryAxis<HalfLine>(outer, channels, inner, x.Elements, poles, y.Elements);
        context.Save(y);
        return y;
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream) => [Pointwise.Binary<Passing>(Name, context.Saved[0], upstream)];

    /// <summary>max(x, 0) for a positive pole, min(x, 0) for a negative one.</summary>
    private readonly struct HalfLine : IBinaryOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x, V pole)
            where V : struct, ILanes<V> => V.Select(V.Less(pole, V.All(0)), V.Min(x, V.All(0)), V.Max(x, V.All(0)));
    }

    /// <summary>upstream where y ≠ 0, else 0.</summary>
    private readonly struct Passing : IBinaryOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V y, V upstream)
            where V : struct, ILanes<V> => ~V.Same(y, V.All(0)) & upstream;
    }
}
