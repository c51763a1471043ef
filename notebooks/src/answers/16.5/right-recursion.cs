(int First, int Last) WindowOf(int index,
    IReadOnlyList<(int Kernel, int Stride, int Padding)> layers)
{
    int Start(int at, int layer)
    {
        if (layer < 0) return at;
        var (_, stride, padding) = layers[layer];
        return Start(at * stride - padding, layer - 1);
    }

    int End(int at, int layer)
    {
        if (layer < 0) return at;
        var (kernel, stride, padding) = layers[layer];
        return End(at * stride - padding + kernel - 1, layer - 1);
    }

    return (Start(index, layers.Count - 1), End(index, layers.Count - 1));
}
