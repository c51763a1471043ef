(int Field, int Jump) ReceptiveField(IReadOnlyList<Layer> net) =>
    net.Aggregate((Field: 1, Jump: 1),
        (so, layer) =>
            (so.Field + (layer.Kernel - 1) * layer.Dilation * so.Jump, so.Jump * layer.Stride));
