using CourseLib.Autograd;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Norms;

/// <summary>μ and the biased σ² of each channel of each sample: dx = dμ/S + 2·(x − μ)·dσ²/S, where the term of σ² through μ vanishes because Σ(x − μ) = 0.</summary>
/// <remarks>x: (N, C, …) with S elements in a channel of a sample; result: (2, N, C), μ and then σ².</remarks>
internal sealed class InstanceMomentsFunction : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        Tensor x = inputs[0];
        (int n, int c, int s) = BatchNormFunction.Layout(x);
        Tensor moments = Tensor.Uninitialized([2, n, c]);
        BatchNormalization.Statistics(1, n * c, s, x.Elements, moments.Elements[..(n * c)], moments.Elements[(n * c)..]);
        float[]? scales = NormScale.Of(1, s, x.Elements, moments.Elements[..(n * c)], moments.Elements[(n * c)..], eps: 1);
        if (scales is not null)
        {
            int place = Array.FindIndex(scales, scale => scale != 1);
            throw new ArgumentException($"the deviations of channel {place % c} of sample {place / c} are above 1.8e19, and float32 cannot hold their variance; divide the input by a large number first, which changes no normalised value");
        }
        context.Save(x, moments);
        return moments;
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream)
    {
        Tensor x = context.Saved[0], moments = context.Saved[1];
        (int n, int c, int s) = BatchNormFunction.Layout(x);
        Tensor scale = Tensor.Uninitialized([n * c]), shift = Tensor.Uninitialized([n * c]), ones = Tensor.Ones(n * c), dx = Tensor.Uninitialized(x.Shape);
        Elementwise.Scale(2f / s, upstream.Elements[(n * c)..], scale.Elements);
        Elementwise.Scale(1f / s, upstream.Elements[..(n * c)], shift.Elements);
        BatchNormalization.Normalize(1, n * c, s, x.Elements, moments.Elements[..(n * c)], scale.Elements, ones.Elements, shift.Elements, dx.Elements);
        GC.KeepAlive((upstream, scale, shift, ones));
        return [dx];
    }
}
