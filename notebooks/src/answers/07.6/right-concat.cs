(Tensor Scale, Tensor Shift) BnInference(IReadOnlyList<Tensor> batches, Tensor gamma, Tensor beta,
    float eps = 1e-5f)
{
    int c = gamma.Count;
    // Each batch as a matrix (m, C); all of them as (batches, m, C).
    Tensor AsRows(Tensor b) => b.Rank == 2 ? b : b.Permute(0, 2, 3, 1).Reshape(b.Count / c, c);
    Tensor all = Tensor.Stack(batches.Select(AsRows).ToArray());
    Tensor means = all.Mean([1]);
    Tensor squares = (all - all.Mean([1], keepDims: true)).Square().Sum([1]) / (all.Shape[1] - 1);
    Tensor scale = gamma / (squares.Mean([0]).Reshape(gamma.Shape) + eps).Sqrt();
    return (scale, beta - scale * means.Mean([0]).Reshape(gamma.Shape));
}
