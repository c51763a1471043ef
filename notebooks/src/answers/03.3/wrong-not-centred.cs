// hint: Tensor.Rand gives numbers from 0 to 1: their mean is not zero. Draw from −a to a.
void Xavier(Tensor w, int fanIn, int seed)
{
    w.CopyFrom(Tensor.Rand(w.Shape, seed) * MathF.Sqrt(12f / fanIn));
}
