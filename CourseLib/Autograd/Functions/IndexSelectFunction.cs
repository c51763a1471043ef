using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Autograd.Functions;

/// <summary>Chosen slices along an axis, in the order given and perhaps more than once; the gradients of a slice's copies are added.</summary>
internal sealed class IndexSelectFunction(int axis, int[] indices) : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        Tensor x = inputs[0];
        int[] shape = x.Shape;
        context.State = x.Shape;
        int outer = Shapes.Product(shape, 0, axis), size = shape[axis], inner = Shapes.Product(shape, axis + 1, shape.Length);
        shape[axis] = indices.Length;
        Tensor y = Tensor.Uninitialized(shape);
        for (int o = 0; o < outer; o++)
            for (int at = 0; at < indices.Length; at++)
                x.Elements.Slice((o * size + indices[at]) * inner, inner).CopyTo(y.Elements[((o * indices.Length + at) * inner)..]);
        return y;
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream)
    {
        var shape = (int[])context.State!;
        int outer = Shapes.Product(shape, 0, axis), size = shape[axis], inner = Shapes.Product(shape, axis + 1, shape.Length);
        Tensor gradient = Tensor.Zeros(shape);
        for (int o = 0; o < outer; o++)
            for (int at = 0; at < indices.Length; at++)
            {
                Span<float> target = gradient.Elements.Slice((o * size + indices[at]) * inner, inner);
                Elementwise.Binary<Add>(target, upstream.Elements.Slice((o * indices.Length + at) * inner, inner), target);
            }
        return [gradient];
    }
}
