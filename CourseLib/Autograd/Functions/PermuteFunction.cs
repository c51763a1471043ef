using CourseLib.Tensors;

namespace CourseLib.Autograd.Functions;

/// <summary>Axes in another order: axis i of the result is axis order[i] of x.</summary>
internal sealed class PermuteFunction(int[] order) : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs) => Reorder(inputs[0], order);

    protected internal override Tensor?[] Backward(Context context, Tensor upstream)
    {
        var inverse = new int[order.Length];
        for (int axis = 0; axis < order.Length; axis++) inverse[order[axis]] = axis;
        return [Reorder(upstream, inverse)];
    }

    private static Tensor Reorder(Tensor x, int[] order)
    {
        int[] shape = Array.ConvertAll(order, axis => x.Shape[axis]);
        int[] strides = Shapes.Strides(x.Sizes);
        Tensor y = Tensor.Uninitialized(shape);
        Strided.Gather(x.Elements, 0, Array.ConvertAll(order, axis => strides[axis]), shape, y.Elements);
        GC.KeepAlive(x);
        return y;
    }
}
