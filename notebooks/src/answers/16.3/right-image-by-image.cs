Tensor SmoothGrad(Func<Tensor, Tensor> gradient, Tensor images,
    int samples, float noise, int seed)
{
    var deviations = new float[images.Shape[0]];
    for (int n = 0; n < deviations.Length; n++)
    {
        float[] pixels = images.Select(0, n).ToArray();
        deviations[n] = noise * (pixels.Max() - pixels.Min());
    }
    Tensor deviation = Tensor.From(deviations, deviations.Length, 1, 1, 1);
    Tensor? sum = null;
    for (int copy = 0; copy < samples; copy++)
    {
        Tensor noisy = images + Tensor.Randn(images.Shape, seed + copy) * deviation;
        Tensor found = gradient(noisy);
        sum = sum is null ? found : sum + found;
    }
    return sum! / samples;
}
