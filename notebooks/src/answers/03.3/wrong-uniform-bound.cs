// hint: A uniform distribution on ±1/√n has the variance 1/(3n): the bound must be √(3/n).
void Xavier(Tensor w, int fanIn, int seed)
{
    float a = 1 / MathF.Sqrt(fanIn);
    w.CopyFrom(Tensor.Rand(w.Shape, seed, -a, a));
}
