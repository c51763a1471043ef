using CourseLib.Tensors;

namespace CourseLib.Autograd.Functions;

/// <summary>A box of x, copied; the gradient is zero outside of it.</summary>
/// <param name="starts">The first index of each axis.</param>
/// <param name="lengths">The size of each axis of the result.</param>
internal sealed class SliceFunction(int[] starts, int[] lengths) : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        context.State = inputs[0].Shape;
        return Cut(inputs[0], starts, lengths);
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream)
    {
        Tensor gradient = Tensor.Zeros((int[])context.State!);
        Paste(upstream, gradient, starts);
        return [gradient];
    }

    /// <summary>The box of <paramref name="x"/> that begins at <paramref name="starts"/>.</summary>
    internal static Tensor Cut(Tensor x, int[] starts, int[] lengths)
    {
        int[] strides = Shapes.Strides(x.Sizes);
        Tensor box = Tensor.Uninitialized((int[])lengths.Clone());
        Strided.Gather(x.Elements, Offset(starts, strides), strides, lengths, box.Elements);
        GC.KeepAlive(x);
        return box;
    }

    /// <summary>Overwrites the box of <paramref name="target"/> that begins at <paramref name="starts"/>.</summary>
    internal static void Paste(Tensor box, Tensor target, int[] starts)
    {
        int[] strides = Shapes.Strides(target.Sizes);
        Strided.Scatter(box.Elements, box.Sizes, target.Elements, Offset(starts, strides), strides);
        GC.KeepAlive(box);
        GC.KeepAlive(target);
    }

    private static int Offset(int[] starts, int[] strides)
    {
        int offset = 0;
        for (int axis = 0; axis < starts.Length; axis++) offset += starts[axis] * strides[axis];
        return offset;
    }
}
