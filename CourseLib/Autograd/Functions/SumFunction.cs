using CourseLib.Tensors;

namespace CourseLib.Autograd.Functions;

/// <summary>The sum over some axes; every element gets the gradient of the sum that it is in.</summary>
internal sealed class SumFunction(bool[] reduced, bool keepDims) : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        context.State = inputs[0].Shape;
        return Reduction.Sum(inputs[0], reduced, keepDims);
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream)
    {
        var shape = (int[])context.State!;
        return [BroadcastFunction.Repeat(upstream.View(Shapes.Reduced(shape, reduced, keepDims: true)), shape)];
    }
}
