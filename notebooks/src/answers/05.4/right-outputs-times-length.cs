(long Parameters, long MultiplyAdds) ConvCost(int inputs, int outputs, int k, int height, int width,
    int groups = 1, bool bias = true)
{
    foreach (int channels in new[] { inputs, outputs })
        if (channels % groups > 0)
            throw new ArgumentException($"{channels} channels in {groups} groups");
    long weights = (long)inputs * outputs * k * k / groups;
    return (bias ? weights + outputs : weights, weights * (height * width));
}
