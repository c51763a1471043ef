(long Parameters, long MultiplyAdds) ConvCost(int inputs, int outputs, int k, int height, int width,
    int groups = 1, bool bias = true)
{
    var (i, left) = Math.DivRem(inputs, groups);
    var (o, over) = Math.DivRem(outputs, groups);
    if (left + over != 0) throw new ArgumentException("the groups must be equal");
    long parameters = 0, multiplyAdds = 0;
    for (int g = 0; g < groups; g++)
    {
        parameters += 1L * o * i * k * k + (bias ? o : 0);
        multiplyAdds += 1L * o * i * k * k * height * width;
    }
    return (parameters, multiplyAdds);
}
