using CourseLib.Autograd;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Norms;

/// <summary>
/// y = a·(x − m) + b with a, m and b of each channel of each sample: dx = a·dy, dm = −a·Σdy, da = Σdy·(x − m), db = Σdy.
/// To subtract m first, and not a·m at the end, keeps the digits of x beside a large mean.
/// </summary>
/// <remarks>x: (N, C, …); m, a, b: (N, C); result: the shape of x.</remarks>
internal sealed class InstanceAffineFunction : Function
{
    protected internal override Tensor Forward(Context context, Tensor[] inputs)
    {
        Tensor x = inputs[0], mean = inputs[1], scale = inputs[2], shift = inputs[3];
        context.Save(x, mean, scale);
        return Map(x, mean, scale, shift);
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream)
    {
        Tensor x = context.Saved[0], mean = context.Saved[1], scale = context.Saved[2];
        (int n, int c, int s) = BatchNormFunction.Layout(x);
        double[] sum = new double[n * c], dot = new double[n * c];
        ChannelMoments.Dot(1, n * c, s, upstream.Elements, x.Elements, mean.Elements, sum, dot);
        Tensor dmean = Tensor.Uninitialized(mean.Shape), dscale = Tensor.Uninitialized(mean.Shape), dshift = Tensor.Uninitialized(mean.Shape);
        for (int channel = 0; channel < sum.Length; channel++)
        {
            dmean.Elements[channel] = (float)(-scale.Elements[channel] * sum[channel]);
            dscale.Elements[channel] = (float)dot[channel];
            dshift.Elements[channel] = (float)sum[channel];
        }
        Tensor dx = Map(upstream, Tensor.Zeros(n, c), scale, Tensor.Zeros(n, c));
        GC.KeepAlive((x, upstream));
        return [dx, dmean, dscale, dshift];
    }

    private static Tensor Map(Tensor x, Tensor mean, Tensor scale, Tensor shift)
    {
        (int n, int c, int s) = BatchNormFunction.Layout(x);
        Tensor y = Tensor.Uninitialized(x.Shape), ones = Tensor.Ones(n * c);
        BatchNormalization.Normalize(1, n * c, s, x.Elements, mean.Elements, scale.Elements, ones.Elements, shift.Elements, y.Elements);
        GC.KeepAlive((x, mean, scale, shift, ones));
        return y;
    }
}
