// hint: What is scaled before it is normalised is normalised away. γ and β come last.
Tensor GroupNorm(Tensor x, Tensor gamma, Tensor beta, int groups, float eps = 1e-5f)
{
    int n = x.Shape[0], c = x.Shape[1], h = x.Shape[2], w = x.Shape[3];
    if (groups < 1 || c % groups != 0) throw new ArgumentException("groups");
    Tensor y = gamma * x + beta;         // scale first, then normalise
    Tensor g = y.Reshape(n, groups, c / groups * h * w);
    Tensor m = g.Mean(2, keepDims: true);
    Tensor v = (g - m).Square().Mean(2, keepDims: true);
    return ((g - m) / (v + eps).Sqrt()).Reshape(n, c, h, w);
}
