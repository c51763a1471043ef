void He(Tensor w, int fanIn, int seed)
{
    float a = MathF.Sqrt(6f / fanIn);
    w.CopyFrom((2 * Tensor.Rand(w.Shape, seed) - 1) * a);
}
