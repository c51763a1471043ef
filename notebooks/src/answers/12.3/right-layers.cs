(long Parameters, long MultiplyAdds) InvertedResidualCost(
    int from, int to, int expansion, int stride, int size)
{
    long parameters = 0, work = 0;
    void Layer(long weights, long channels, long side)
    {
        parameters += weights + 2 * channels;
        work += weights * side * side;
    }
    long middle = (long)expansion * from;
    long small = (size + 2 - 3) / stride + 1;
    if (expansion != 1) Layer(from * middle, middle, size);
    Layer(9 * middle, middle, small);
    Layer(middle * to, to, small);
    return (parameters, work);
}
