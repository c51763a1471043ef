// hint: b is [out], and so is db: a sum over axis 0 that keeps its axis gives [1, out].
(Tensor dW, Tensor db, Tensor dX) LinearBackward(Tensor x, Tensor w, Tensor dy)
{
    return (dy.T.MatMul(x), dy.Sum([0], keepDims: true), dy.MatMul(w));
}
