using CourseLib.Tensors;

namespace CourseLib.Autograd.Functions;

/// <summary>Tensors one after another along an axis; each gets its part of the gradient.</summary>
internal sealed class ConcatFunction(int axis) : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        int[] shape = inputs[0].Shape;
        shape[axis] = 0;
        foreach (Tensor input in inputs) shape[axis] += input.Sizes[axis];
        context.State = Array.ConvertAll(inputs, input => input.Shape);
        Tensor result = Tensor.Uninitialized(shape);
        var start = new int[shape.Length];
        foreach (Tensor input in inputs)
        {
            SliceFunction.Paste(input, result, start);
            start[axis] += input.Sizes[axis];
        }
        return result;
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream)
    {
        var shapes = (int[][])context.State!;
        var gradients = new Tensor?[shapes.Length];
        var start = new int[upstream.Rank];
        for (int index = 0; index < shapes.Length; index++)
        {
            if (context.Needs(index)) gradients[index] = SliceFunction.Cut(upstream, start, shapes[index]);
            start[axis] += shapes[index][axis];
        }
        return gradients;
    }
}
