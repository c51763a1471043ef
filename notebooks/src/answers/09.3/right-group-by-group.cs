Tensor GroupNorm(Tensor x, Tensor gamma, Tensor beta, int groups, float eps = 1e-5f)
{
    int channels = x.Shape[1];
    if (groups < 1 || channels % groups != 0)
        throw new ArgumentException($"{groups} groups of {channels} channels");
    int size = channels / groups;
    var parts = new List<Tensor>();
    for (int g = 0; g < groups; g++)
    {
        Tensor part = x.Slice(1, g * size, size);
        Tensor mean = part.Mean([1, 2, 3], keepDims: true);
        Tensor variance = (part - mean).Pow(2).Mean([1, 2, 3], keepDims: true);
        parts.Add((part - mean) / (variance + eps).Pow(0.5f));
    }
    return Tensor.Concat(parts, axis: 1) * gamma + beta;
}
