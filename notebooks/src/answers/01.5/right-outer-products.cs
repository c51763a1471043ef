(Tensor dW, Tensor db, Tensor dX) LinearBackward(Tensor x, Tensor w, Tensor dy)
{
    int n = x.Shape[0], into = w.Shape[1], outOf = w.Shape[0];
    // One outer product for each example, added up.
    Tensor dW = (dy.Reshape(n, outOf, 1) * x.Reshape(n, 1, into)).Sum([0]);
    Tensor dX = (dy.Reshape(n, outOf, 1) * w.Reshape(1, outOf, into)).Sum([1]);
    return (dW, dy.Sum([0]), dX);
}
