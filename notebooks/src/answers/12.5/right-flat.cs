(Tensor W, Tensor b) FoldBatchNorm(Tensor weight, Tensor? bias, Tensor gamma, Tensor beta,
    Tensor mean, Tensor variance, float eps = 1e-5f)
{
    int filters = weight.Shape[0];
    Tensor a = gamma * (variance + eps).Pow(-0.5f);
    Tensor rows = weight.Reshape(filters, weight.Count / filters);
    Tensor w = (rows * a.Reshape(filters, 1)).Reshape(weight.Shape);
    Tensor b = beta - a * mean;
    return (w, bias is null ? b : b + a * bias);
}
