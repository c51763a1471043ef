(Tensor dW, Tensor db, Tensor dX) LinearBackward(Tensor x, Tensor w, Tensor dy)
{
    // The lecture's columns: dW = dZ Aᵀ, dA = Wᵀ dZ, each transposed.
    Tensor dz = dy.T, a = x.T;
    return (dz.MatMul(a.T), dz.Sum([1]), w.T.MatMul(dz).T);
}
