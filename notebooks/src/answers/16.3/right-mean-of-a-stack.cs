Tensor SmoothGrad(Func<Tensor, Tensor> gradient, Tensor images,
    int samples, float noise, int seed)
{
    Tensor range = images.Max([1, 2, 3], keepDims: true) - images.Min([1, 2, 3], keepDims: true);
    var gradients = Enumerable.Range(seed, samples)
        .Select(s => gradient(images + noise * range * Tensor.Randn(images.Shape, s)));
    return Tensor.Stack([.. gradients]).Mean(0);
}
