Tensor Shuffle(Tensor x, int groups)
{
    int channels = x.Shape[1];
    if (groups < 1 || channels % groups != 0)
        throw new ArgumentException("the channels cannot be divided into the groups");
    int each = channels / groups;
    var places = Enumerable.Range(0, channels);
    int[] from = [.. places.Select(place => place % groups * each + place / groups)];
    return x.IndexSelect(1, from);
}
