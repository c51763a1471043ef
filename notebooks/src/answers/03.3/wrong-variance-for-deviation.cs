// hint: 1/n_in is the variance. The standard deviation is its root: divide by √fanIn.
void Xavier(Tensor w, int fanIn, int seed)
{
    w.CopyFrom(Tensor.Randn(w.Shape, seed) / fanIn);
}
