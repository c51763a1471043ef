(Tensor W, Tensor b) FoldBatchNorm(Tensor weight, Tensor? bias, Tensor gamma, Tensor beta,
    Tensor mean, Tensor variance, float eps = 1e-5f)
{
    int filters = weight.Shape[0], each = weight.Count / filters;
    float[] w = weight.ToArray(), b = bias?.ToArray() ?? new float[filters];
    for (int o = 0; o < filters; o++)
    {
        double a = gamma[o] / Math.Sqrt((double)variance[o] + eps);
        for (int i = 0; i < each; i++) w[o * each + i] = (float)(w[o * each + i] * a);
        b[o] = (float)(a * (b[o] - mean[o]) + beta[o]);
    }
    return (Tensor.From(w, weight.Shape), Tensor.From(b));
}
