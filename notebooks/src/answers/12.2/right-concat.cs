Tensor Shuffle(Tensor x, int groups)
{
    int channels = x.Shape[1];
    if (groups <= 0 || channels % groups != 0)
        throw new ArgumentOutOfRangeException(nameof(groups));
    int each = channels / groups;
    var dealt = new List<Tensor>();
    for (int i = 0; i < each; i++)
        for (int j = 0; j < groups; j++)
            dealt.Add(x.Slice(1, j * each + i, 1));
    return Tensor.Concat(dealt, 1);
}
