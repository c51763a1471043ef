// hint: This picks the best key. Attention mixes all values by their shares; a hard choice has no gradient.
(Tensor Output, Tensor Weights) Attention(Tensor query, Tensor key, Tensor value)
{
    Tensor scores = query.MatMul(key.Transpose()) / MathF.Sqrt(query.Shape[^1]);
    Tensor weights = scores.EqualTo(scores.Max([-1], keepDims: true));
    return (weights.MatMul(value), weights);
}
