// hint: The gradients are those of the mean over the examples, and this loss is their sum: which of the two does the derivative 1/m belong to?
(Tensor Loss, Tensor Dw, Tensor Db) Logistic(Tensor x, Tensor w, Tensor b, Tensor y)
{
    float m = x.Shape[0];
    Tensor z = x.MatMul(w) + b;
    Tensor loss = (z.Relu() - z * y + (1 + (-z.Abs()).Exp()).Log()).Sum();
    Tensor dz = (z.Sigmoid() - y) / m;
    return (loss, x.T.MatMul(dz), dz.Sum([0]));
}
