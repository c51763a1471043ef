// hint: The 2 belongs under the root: √(2/n), not 2/√n.
void He(Tensor w, int fanIn, int seed)
{
    w.CopyFrom(Tensor.Randn(w.Shape, seed) * (2 / MathF.Sqrt(fanIn)));
}
