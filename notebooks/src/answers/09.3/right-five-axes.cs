Tensor GroupNorm(Tensor x, Tensor gamma, Tensor beta, int groups, float eps = 1e-5f)
{
    int n = x.Shape[0], c = x.Shape[1], h = x.Shape[2], w = x.Shape[3];
    if (groups <= 0 || c % groups != 0) throw new ArgumentException("groups must divide the channels");
    Tensor split = x.Reshape(n, groups, c / groups, h, w);
    Tensor mean = split.Mean([2, 3, 4], keepDims: true);
    Tensor deviation = (split.Var([2, 3, 4], unbiased: false, keepDims: true) + eps).Sqrt();
    return ((split - mean) / deviation).Reshape(n, c, h, w) * gamma + beta;
}
