using CourseLib.Tensors;

namespace CourseLib.Autograd.Functions;

/// <summary>x with elements of one value added around it; their gradient is dropped.</summary>
/// <param name="before">How many go before, on each axis.</param>
/// <param name="after">How many go after, on each axis.</param>
/// <param name="value">What they are.</param>
internal sealed class PadFunction(int[] before, int[] after, float value) : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        int[] shape = inputs[0].Shape;
        context.State = inputs[0].Shape;
        for (int axis = 0; axis < shape.Length; axis++) shape[axis] += before[axis] + after[axis];
        Tensor result = Tensor.Full(shape, value);
        SliceFunction.Paste(inputs[0], result, before);
        return result;
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream) => [SliceFunction.Cut(upstream, before, (int[])context.State!)];
}
