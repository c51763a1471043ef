using CourseLib.Autograd;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>y[n, o, p] = b[o] + Σ w[o, c, t]·m[n, t, p]·x[n, c, p + t + Δ[n, t, p]], read by bilinear interpolation (Dai et al. 2017, equations 2 to 4; m: Zhu et al. 2019).</summary>
/// <remarks>Inputs x: (N, C, H, W); Δ: (N, 2·G·taps, H′, W′); w: (O, C/groups, KH, KW); b: (O) if there is one; m: (N, G·taps, H′, W′) if there is one; result: (N, O, H′, W′).</remarks>
internal sealed class DeformConv2dFunction(ConvolutionShape shape, int offsetGroups, bool hasBias, bool hasMask) : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        context.Save(inputs);
        Tensor y = Tensor.Uninitialized([shape.Batch, shape.OutChannels, shape.OutHeight, shape.OutWidth]);
        DeformableConvolution.Forward(shape, offsetGroups, inputs[0].Elements, inputs[1].Elements, hasMask ? inputs[^1].Elements : default,
            inputs[2].Elements, hasBias ? inputs[3].Elements : default, y.Elements);
        return y;
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream)
    {
        Tensor[] inputs = [.. context.Saved];
        var gradients = new Tensor?[inputs.Length];
        for (int index = 0; index < inputs.Length; index++)
            if (context.Needs(index)) gradients[index] = Tensor.Uninitialized(inputs[index].Shape);
        if (hasBias && gradients[3] is Tensor db) Convolution.BackwardBias(shape, upstream.Elements, db.Elements);
        DeformableConvolution.Backward(shape, offsetGroups, inputs[0].Elements, inputs[1].Elements, hasMask ? inputs[^1].Elements : default, inputs[2].Elements, upstream.Elements,
            Room(gradients[0]), Room(gradients[1]), hasMask ? Room(gradients[^1]) : default, Room(gradients[2]));
        GC.KeepAlive(gradients);
        return gradients;
    }

    /// <summary>Where a gradient goes; nowhere if it is not wanted.</summary>
    private static Span<float> Room(Tensor? gradient) => gradient is null ? default : gradient.Elements;
}
