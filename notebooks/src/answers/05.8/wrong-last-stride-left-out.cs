// hint: The jump is asked for behind the last layer, so the last layer's own stride counts, too.
(int Field, int Jump) ReceptiveField(IReadOnlyList<Layer> net)
{
    int field = 1, jump = 1;
    for (int l = 0; l < net.Count; l++)
    {
        if (l > 0) jump *= net[l - 1].Stride;
        field += net[l].Dilation * (net[l].Kernel - 1) * jump;
    }
    return (field, jump);     // the jump in front of the last layer
}
