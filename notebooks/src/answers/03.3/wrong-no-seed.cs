// hint: Without a seed every call draws other numbers, and no experiment can be repeated.
void Xavier(Tensor w, int fanIn, int seed)
{
    w.CopyFrom(Tensor.Randn(w.Shape) / MathF.Sqrt(fanIn));
}
