// hint: The seed is always 0. Use the argument: two layers with one seed get the same weights.
void Xavier(Tensor w, int fanIn, int seed)
{
    w.CopyFrom(Tensor.Randn(w.Shape, 0) / MathF.Sqrt(fanIn));
}
