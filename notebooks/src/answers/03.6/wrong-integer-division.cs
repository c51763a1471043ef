// hint: fanIn / 2 is a whole number in C#, so an odd fan-in loses its half. Write fanIn / 2f.
void He(Tensor w, int fanIn, int seed)
{
    w.CopyFrom(Tensor.Randn(w.Shape, seed) / MathF.Sqrt(fanIn / 2));
}
