using CourseLib.Autograd;
using CourseLib.Kernels;
using CourseLib.Tensors;

namespace CourseLib.Norms;

/// <summary>
/// Batch normalisation by the statistics of all workers' parts of a batch together. Forward: the workers add up their counts, Σx and Σx², from which
/// μ = Σx/m and σ² = Σx²/m − μ². Backward: they add up Σdy and Σdy·(x − μ), which dx needs of the whole batch;
/// dγ and dβ are those of the worker's own part, as for any parameter that is copied to the workers.
/// </summary>
/// <remarks>x: (N, C, …), N may differ between workers and be 0; γ, β: (C), both or neither; result: the shape of x.</remarks>
internal sealed class SyncBatchNormFunction(ICollective workers, float eps) : BatchNormFunction(eps)
{
    /// <summary>No element of a worker's can be larger, in each channel: |μ| + √(m·σ²).</summary>
    private double[] bounds = [];

    /// <remarks>All workers must come to the same scales, because each takes part in the sums once more: they follow from what all of them know.</remarks>
    private protected override float[]? Scales(Tensor x, Tensor mean, Tensor variance)
    {
        float[] scales = new float[bounds.Length];
        bool any = false;
        for (int channel = 0; channel < scales.Length; channel++)
        {
            float deviation = variance.Elements[channel];
            bool lost = !float.IsFinite(deviation) || (Eps == 0 && deviation < NormScale.Faint);
            scales[channel] = lost && NormScale.Of(bounds[channel]) is float scale ? scale : 1;
            any |= scales[channel] != 1;
        }
        return any ? scales : null;
    }

    private protected override double Normalize(Tensor x, Tensor gamma, Tensor beta, Tensor mean, Tensor variance, Tensor inverse, Tensor y)
    {
        (int n, int c, int s) = Layout(x);
        double own = (double)n * s;
        double[] sums = new double[2 * c + 1];
        Span<double> first = sums.AsSpan(0, c), second = sums.AsSpan(c, c);
        ChannelMoments.Measure(n, c, s, x.Elements, first, second);
        // Sums of doubles: at a mean of 10⁴ deviations, the difference Σx²/m − μ² still has 8 digits.
        for (int channel = 0; channel < c; channel++)
        {
            second[channel] += own * first[channel] * first[channel];
            first[channel] *= own;
        }
        sums[^1] = own;
        workers.AllReduce(sums);
        double all = sums[^1];
        if (all < 2) throw new ArgumentException($"SyncBatchNorm: the workers' inputs together have {all} value for each channel, and a variance needs at least two; use a larger batch, or Eval()");
        bounds = new double[c];
        for (int channel = 0; channel < c; channel++)
        {
            double average = first[channel] / all, spread = Math.Max(0, second[channel] / all - average * average);
            mean.Elements[channel] = (float)average;
            variance.Elements[channel] = (float)spread;
            bounds[channel] = Math.Abs(average) + Math.Sqrt(all * spread);
        }
        InverseDeviation(variance, Eps, inverse);
        BatchNormalization.Normalize(n, c, s, x.Elements, mean.Elements, inverse.Elements, gamma.Elements, beta.Elements, y.Elements);
        return all;
    }

    protected internal override Tensor?[] Backward(Context context, Tensor upstream)
    {
        IReadOnlyList<Tensor> saved = context.Saved;
        Tensor x = saved[0], mean = saved[1], inverse = saved[2], gamma = saved[3];
        (int n, int c, int s) = Layout(x);
        double[] sums = new double[2 * c];
        Span<double> sum = sums.AsSpan(0, c), dot = sums.AsSpan(c);
        ChannelMoments.Dot(n, c, s, upstream.Elements, x.Elements, mean.Elements, sum, dot);
        Tensor dgamma = Tensor.Uninitialized([c]), dbeta = Tensor.Uninitialized([c]);
        for (int channel = 0; channel < c; channel++)
        {
            dgamma.Elements[channel] = (float)(dot[channel] * inverse.Elements[channel]);
            dbeta.Elements[channel] = (float)sum[channel];
        }

        workers.AllReduce(sums);
        float[] a = new float[c], b = new float[c], d = new float[c];
        for (int channel = 0; channel < c; channel++)
        {
            double r = inverse.Elements[channel], scale = gamma.Elements[channel] * r;
            a[channel] = (float)scale;
            b[channel] = (float)(-scale * r * r * dot[channel] / Values);
            d[channel] = (float)(-scale * sum[channel] / Values);
        }
        Tensor dx = Tensor.Uninitialized(x.Shape);
        ChannelMoments.Combine(n, c, s, upstream.Elements, x.Elements, mean.Elements, a, b, d, dx.Elements);
        GC.KeepAlive((dgamma, dbeta));
        return Gradients(context, dx, dgamma, dbeta);
    }
}
