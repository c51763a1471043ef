// hint: You read the fan-in off the shape; for a convolution that forgets the kernel. Use the argument.
void He(Tensor w, int fanIn, int seed)
{
    w.CopyFrom(Tensor.Randn(w.Shape, seed) * MathF.Sqrt(2f / w.Shape[1]));
}
