(Tensor Scale, Tensor Shift) BnInference(IReadOnlyList<Tensor> batches, Tensor gamma, Tensor beta,
    float eps = 1e-5f)
{
    int[] axes = Enumerable.Range(0, batches[0].Rank).Where(axis => axis != 1).ToArray();
    Tensor Average(Func<Tensor, Tensor> statistic) =>
        batches.Select(statistic).Aggregate((a, b) => a + b) / batches.Count;
    Tensor mean = Average(batch => batch.Mean(axes, keepDims: true));
    Tensor variance = Average(batch => batch.Var(axes, unbiased: true, keepDims: true));
    Tensor root = (variance + eps).Sqrt();
    return (gamma / root, beta - gamma * mean / root);
}
