// hint: You multiply the jump before you use it. A stride widens the fields of the layers behind it, not its own.
(int Field, int Jump) ReceptiveField(IReadOnlyList<Layer> net)
{
    int field = 1, jump = 1;
    foreach (Layer layer in net)
    {
        jump *= layer.Stride;
        field += layer.Dilation * (layer.Kernel - 1) * jump;
    }
    return (field, jump);
}
