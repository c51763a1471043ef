(Tensor Output, Tensor Weights) Attention(Tensor query, Tensor key, Tensor value)
{
    int[] shape = query.Shape;
    int d = shape[^1];
    Tensor scores = query.MatMul(key.Transpose()) * MathF.Pow(d, -0.5f);
    // The largest of each row is a constant of the calculation: it needs no gradient.
    Tensor largest = scores.Detach().Max([scores.Rank - 1], keepDims: true);
    Tensor grown = (scores - largest).Exp();
    Tensor total = grown.Sum(scores.Rank - 1, keepDims: true);
    Tensor weights = grown / total;
    return (grown.MatMul(value) / total, weights);
}
