Tensor DropPath(Tensor x, Tensor branch, float drop, bool train, int seed)
{
    if (!train) return x + branch;
    var random = new Random(seed);
    float[] factors = new float[x.Shape[0]];
    for (int n = 0; n < factors.Length; n++)
        factors[n] = random.NextSingle() < drop ? 0 : 1 / (1 - drop);
    return x + branch * Tensor.From(factors, [factors.Length, .. x.Shape.Skip(1).Select(_ => 1)]);
}
