using CourseLib.Tensors;

namespace CourseLib.Norms;

/// <summary>Running averages of the mean and variance of batches: decay·old + (1 − decay)·new from 0 and 1, or, with no decay, the plain mean over all batches.</summary>
internal sealed class RunningAverages(int features, double? decay)
{
    /// <summary>(C).</summary>
    public Tensor Mean { get; } = Tensor.Zeros(features);

    /// <summary>(C).</summary>
    public Tensor Variance { get; } = Tensor.Ones(features);

    /// <summary>How many batches there were: a scalar.</summary>
    public Tensor Batches { get; } = Tensor.Scalar(0);

    /// <summary>The weight of the old value, from the lectures' name for it or from PyTorch's momentum, which is the weight of the new one; 0.9 if neither is given.</summary>
    /// <exception cref="ArgumentException">Both are given, or one is not from 0 to 1.</exception>
    public static double DecayOf(string layer, double? decay, double? momentum)
    {
        if (decay is not null && momentum is not null)
            throw new ArgumentException($"{layer}: decay {decay} and momentum {momentum} are both given; give decay (the weight of the old value) or momentum (PyTorch's, the weight of the new one)");
        if (!(decay is null or (>= 0 and <= 1))) throw new ArgumentException($"{layer}: the decay is {decay}, and must be from 0 to 1");
        if (!(momentum is null or (>= 0 and <= 1))) throw new ArgumentException($"{layer}: the momentum is {momentum}, and must be from 0 to 1");
        return decay ?? 1 - (momentum ?? 0.1);
    }

    /// <summary>Takes in a batch's mean, and its variance times <paramref name="correction"/>: m/(m − 1) makes a biased one unbiased.</summary>
    /// <remarks>A variance that float32 cannot hold counts as the largest number that it can: after an average of ∞ no later batch would matter.</remarks>
    public void Take(Tensor mean, Tensor variance, double correction)
    {
        Batches.Fill(Batches.Item() + 1);
        double keep = decay ?? 1 - 1 / (double)Batches.Item();
        Average(Mean, mean, keep, 1);
        Average(Variance, variance, keep, correction);
    }

    private static void Average(Tensor running, Tensor batch, double keep, double correction)
    {
        Span<float> to = running.Elements;
        ReadOnlySpan<float> from = batch.Elements;
        for (int channel = 0; channel < to.Length; channel++) to[channel] = (float)Math.Min(float.MaxValue, keep * to[channel] + (1 - keep) * correction * from[channel]);
        running.Changed();
        GC.KeepAlive(batch);
    }
}
