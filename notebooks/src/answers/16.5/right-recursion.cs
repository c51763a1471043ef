(int First, int Last) WindowOf(int index,
    IReadOnlyList<(int Kernel, int Stride, int Padding)> layers)
{
    int Start(int at, int layer) => layer < 0
        ? at : Start(at * layers[layer].Stride - layers[layer].Padding, layer - 1);
    int End(int at, int layer) => layer < 0
        ? at : End(at * layers[layer].Stride - layers[layer].Padding + layers[layer].Kernel - 1, layer - 1);
    return (Start(index, layers.Count - 1), End(index, layers.Count - 1));
}
