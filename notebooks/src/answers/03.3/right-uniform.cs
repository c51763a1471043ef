void Xavier(Tensor w, int fanIn, int seed)
{
    float a = MathF.Sqrt(3f / fanIn);
    w.CopyFrom(Tensor.Rand(w.Shape, seed, -a, a));
}
