Tensor Dropout(Tensor x, float p, bool train, int seed)
{
    if (p is not (>= 0 and <= 1)) throw new ArgumentException($"{p}");
    if (train == false) return x;
    var random = new Random(seed);
    var factors = new float[x.Count];
    for (int i = 0; i < factors.Length; i++)
        factors[i] = random.NextDouble() < 1 - p ? 1 / (1 - p) : 0;
    return x * Tensor.From(factors, x.Shape);
}
