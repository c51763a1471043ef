using CourseLib.Autograd;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>y = w ⋆ x + b, a cross-correlation: y[n, o, i, j] = b[o] + Σ w[o, c, p, q]·x[n, c, i·stride + p·dilation − padding, …].</summary>
/// <remarks>x: (N, C, H, W); w: (O, C/groups, KH, KW); b: (O), may be left out; result: (N, O, H′, W′).</remarks>
internal sealed class Conv2dFunction(ConvolutionShape shape) : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        Tensor x = inputs[0], weight = inputs[1];
        context.Save(x, weight);
        context.State = inputs.Length;
        Tensor y = Tensor.Uninitialized([shape.Batch, shape.OutChannels, shape.OutHeight, shape.OutWidth]);
        Convolution.Forward(shape, x.Elements, weight.Elements, inputs.Length == 3 ? inputs[2].Elements : default, y.Elements);
        return y;
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream)
    {
        Tensor x = context.Saved[0], weight = context.Saved[1];
        var gradients = new Tensor?[(int)context.State!];
        if (context.Needs(0))
        {
            Tensor dx = Tensor.Uninitialized(x.Shape);
            Convolution.BackwardInput(shape, weight.Elements, upstream.Elements, dx.Elements);
            gradients[0] = dx;
        }
        if (context.Needs(1))
        {
            Tensor dw = Tensor.Uninitialized(weight.Shape);
            Convolution.BackwardWeight(shape, x.Elements, upstream.Elements, dw.Elements);
            gradients[1] = dw;
        }
        if (gradients.Length == 3 && context.Needs(2))
        {
            Tensor db = Tensor.Uninitialized([shape.OutChannels]);
            Convolution.BackwardBias(shape, upstream.Elements, db.Elements);
            gradients[2] = db;
        }
        return gradients;
    }
}
