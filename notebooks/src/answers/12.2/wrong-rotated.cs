// hint: The groups are rotated as blocks. Each group's channels must be dealt out to all groups.
Tensor Shuffle(Tensor x, int groups)
{
    int channels = x.Shape[1];
    if (groups < 1 || channels % groups != 0)
        throw new ArgumentException("the channels cannot be divided into the groups");
    int each = channels / groups;
    if (groups == 1) return x;
    return Tensor.Concat([x.Slice(1, each, channels - each), x.Slice(1, 0, each)], 1);
}
