Tensor Dropout(Tensor x, float p, bool train, int seed)
{
    if (p < 0 || p > 1) throw new ArgumentException("p must be a probability");
    if (!train || p == 0) return x;
    if (p == 1) return Tensor.ZerosLike(x) * x;
    return Tensor.Where(Tensor.Rand(x.Shape, seed) < p, Tensor.ZerosLike(x), x / (1 - p));
}
