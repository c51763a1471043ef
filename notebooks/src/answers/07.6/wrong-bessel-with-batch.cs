// hint: m counts the values that a channel's mean was taken over: the images times height times width, not the images alone.
(Tensor Scale, Tensor Shift) BnInference(IReadOnlyList<Tensor> batches, Tensor gamma, Tensor beta,
    float eps = 1e-5f)
{
    int[] axes = batches[0].Rank == 2 ? [0] : [0, 2, 3];
    float m = batches[0].Shape[0];
    Tensor mean = batches.Select(b => b.Mean(axes, keepDims: true)).Aggregate((a, b) => a + b) / batches.Count;
    Tensor v = batches.Select(b => b.Var(axes, unbiased: false, keepDims: true)).Aggregate((a, b) => a + b) / batches.Count;
    v = v * (m / (m - 1));
    Tensor scale = gamma / (v + eps).Sqrt();
    return (scale, beta - scale * mean);
}
