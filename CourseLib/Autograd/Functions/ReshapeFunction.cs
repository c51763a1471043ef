using CourseLib.Tensors;

namespace CourseLib.Autograd.Functions;

/// <summary>The same elements in another shape, sharing memory.</summary>
internal sealed class ReshapeFunction(int[] shape) : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        context.State = inputs[0].Shape;
        return inputs[0].View(shape);
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream) => [upstream.View((int[])context.State!)];
}
