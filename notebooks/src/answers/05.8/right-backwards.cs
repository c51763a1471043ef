(int Field, int Jump) ReceptiveField(IReadOnlyList<Layer> net)
{
    int field = 1;
    for (int i = net.Count - 1; i >= 0; i--)
        field = (field - 1) * net[i].Stride + net[i].Dilation * (net[i].Kernel - 1) + 1;
    return (field, net.Aggregate(1, (jump, layer) => jump * layer.Stride));
}
