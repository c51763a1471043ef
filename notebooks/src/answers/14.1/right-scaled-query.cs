(Tensor Output, Tensor Weights) Attention(Tensor query, Tensor key, Tensor value)
{
    Tensor scaled = query / (float)Math.Sqrt(key.Shape[^1]);
    int last = key.Rank - 1;
    int[] order = [.. Enumerable.Range(0, last - 1), last, last - 1];
    Tensor scores = scaled.MatMul(key.Permute(order));
    Tensor shifted = scores - scores.Max([-1], keepDims: true);
    // A logarithm of the sum instead of a quotient.
    Tensor weights = (shifted - shifted.Exp().Sum(-1, keepDims: true).Log()).Exp();
    return (weights.MatMul(value), weights);
}
