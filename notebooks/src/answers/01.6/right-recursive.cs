List<(Tensor dW, Tensor db)> NetworkBackward(Tensor x, Tensor y,
    IReadOnlyList<(Tensor W, Tensor B)> layers)
{
    var gradients = new (Tensor, Tensor)[layers.Count];
    // Gives the gradient with respect to the input of layer l.
    Tensor Down(int l, Tensor input)
    {
        Tensor z = input.MatMul(layers[l].W.T) + layers[l].B;
        Tensor dz = l == layers.Count - 1
            ? (z.Sigmoid() - y) / x.Shape[0]
            : Tensor.Where(z > 0, Down(l + 1, z.Relu()), Tensor.Zeros(z.Shape));
        gradients[l] = (dz.T.MatMul(input), dz.Sum([0]));
        return dz.MatMul(layers[l].W);
    }
    Down(0, x);
    return [.. gradients];
}
