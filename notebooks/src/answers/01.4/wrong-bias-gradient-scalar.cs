// hint: The gradient of a parameter has the parameter's shape: b is [1]. Sum over the examples, axis 0, and keep the other axis.
(Tensor Loss, Tensor Dw, Tensor Db) Logistic(Tensor x, Tensor w, Tensor b, Tensor y)
{
    float m = x.Shape[0];
    Tensor z = x.MatMul(w) + b;
    Tensor loss = (z.Relu() - z * y + (1 + (-z.Abs()).Exp()).Log()).Mean();
    Tensor dz = (z.Sigmoid() - y) / m;
    return (loss, x.T.MatMul(dz), dz.Sum());
}
