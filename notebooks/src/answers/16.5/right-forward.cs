(int First, int Last) WindowOf(int index,
    IReadOnlyList<(int Kernel, int Stride, int Padding)> layers)
{
    int field = 1, jump = 1, offset = 0;
    foreach (var (kernel, stride, padding) in layers)
    {
        field += (kernel - 1) * jump;
        offset += padding * jump;
        jump *= stride;
    }
    int first = index * jump - offset;
    return (first, first + field - 1);
}
