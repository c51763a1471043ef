(Tensor Dq, Tensor Dk, Tensor Dv) AttentionBackward(
    Tensor query, Tensor key, Tensor value, Tensor upstream)
{
    float scale = (float)(1 / Math.Sqrt(query.Shape[^1]));
    Tensor a = (query.MatMul(key.Transpose()) * scale).Softmax();
    Tensor output = a.MatMul(value);
    // The average of a row, Σ a·(g·v), is the upstream times the output.
    Tensor average = (upstream * output).Sum(-1, keepDims: true);
    Tensor ds = a * (upstream.MatMul(value.Transpose()) - average);
    Tensor dq = scale * ds.MatMul(key), dk = scale * ds.Transpose().MatMul(query);
    return (dq, dk, a.Transpose().MatMul(upstream));
}
