// hint: That is Xavier. A ReLU takes half of the square, and He gives it back: variance 2/n_in.
void He(Tensor w, int fanIn, int seed)
{
    w.CopyFrom(Tensor.Randn(w.Shape, seed) / MathF.Sqrt(fanIn));
}
