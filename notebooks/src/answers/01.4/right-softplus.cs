(Tensor Loss, Tensor Dw, Tensor Db) Logistic(Tensor x, Tensor w, Tensor b, Tensor y)
{
    Tensor z = x.MatMul(w) + b;
    // ln(1 + e^z) - zy, with the maximum of 0 and z taken out of the logarithm.
    Tensor top = Tensor.Maximum(z, 0);
    Tensor softplus = top + ((-top).Exp() + (z - top).Exp()).Log();
    Tensor error = z.Sigmoid() - y;
    return ((softplus - z * y).Mean(), (x * error).Mean([0]).Reshape(w.Shape), error.Mean([0]));
}
