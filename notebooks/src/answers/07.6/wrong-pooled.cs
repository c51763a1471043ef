// hint: You take the variance of all batches together. Algorithm 2 averages the variances of the batches, each around its own mean.
(Tensor Scale, Tensor Shift) BnInference(IReadOnlyList<Tensor> batches, Tensor gamma, Tensor beta,
    float eps = 1e-5f)
{
    int[] axes = batches[0].Rank == 2 ? [0] : [0, 2, 3];
    Tensor all = Tensor.Concat(batches.ToArray(), axis: 0);
    Tensor scale = gamma / (all.Var(axes, unbiased: true, keepDims: true) + eps).Sqrt();
    return (scale, beta - scale * all.Mean(axes, keepDims: true));
}
