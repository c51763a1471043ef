List<(Tensor dW, Tensor db)> NetworkBackward(Tensor x, Tensor y,
    IReadOnlyList<(Tensor W, Tensor B)> layers)
{
    // The lecture's columns throughout.
    int last = layers.Count - 1, m = x.Shape[0];
    var a = new Tensor[layers.Count];
    var z = new Tensor[layers.Count];
    a[0] = x.T;
    for (int l = 0; l <= last; l++)
    {
        z[l] = layers[l].W.MatMul(a[l]) + layers[l].B.Reshape(layers[l].B.Count, 1);
        if (l < last) a[l + 1] = z[l].Relu();
    }
    var gradients = new (Tensor, Tensor)[layers.Count];
    Tensor dz = z[last].Sigmoid() - y.T;
    for (int l = last; l >= 0; l--)
    {
        gradients[l] = (dz.MatMul(a[l].T) / m, dz.Sum([1]) / m);
        if (l > 0) dz = layers[l].W.T.MatMul(dz) * (z[l - 1] > 0);
    }
    return gradients.ToList();
}
