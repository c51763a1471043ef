// hint: The noise is a share of the image's range, its maximum less its minimum; the standard deviation is several times smaller.
Tensor SmoothGrad(Func<Tensor, Tensor> gradient, Tensor images,
    int samples, float noise, int seed)
{
    Tensor sigma = noise * images.Std([1, 2, 3], unbiased: false, keepDims: true);
    Tensor sum = Tensor.ZerosLike(images);
    for (int i = 0; i < samples; i++)
        sum = sum + gradient(images + sigma * Tensor.Randn(images.Shape, seed + i));
    return sum / samples;
}
