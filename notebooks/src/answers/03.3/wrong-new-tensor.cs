// hint: The random numbers go into a new tensor, and the caller's stays as it was. Write into w with CopyFrom.
void Xavier(Tensor w, int fanIn, int seed)
{
    w = Tensor.Randn(w.Shape, seed) / MathF.Sqrt(fanIn);
}
