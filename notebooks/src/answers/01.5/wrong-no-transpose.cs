// hint: The transpose is missing where the shapes let it pass: dW = dyᵀ x.
(Tensor dW, Tensor db, Tensor dX) LinearBackward(Tensor x, Tensor w, Tensor dy)
{
    Tensor dW = dy.Shape[0] == dy.Shape[1] ? dy.MatMul(x) : dy.T.MatMul(x);
    return (dW, dy.Sum([0]), dy.MatMul(w));
}
