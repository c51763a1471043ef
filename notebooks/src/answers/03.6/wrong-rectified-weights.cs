// hint: You cut the weights off at zero. It is the activations that a ReLU cuts off; weights are symmetric about zero.
void He(Tensor w, int fanIn, int seed)
{
    w.CopyFrom(Tensor.Randn(w.Shape, seed).Relu() * MathF.Sqrt(2f / fanIn));
}
