Tensor PatchEmbed(Tensor images, Tensor weight, Tensor bias, int patch)
{
    int[] s = images.Shape;
    if (patch <= 0 || s[2] % patch > 0 || s[3] % patch > 0)
        throw new ArgumentOutOfRangeException(nameof(patch));
    var sequence = new List<Tensor>();
    for (int top = 0; top < s[2]; top += patch)
        for (int left = 0; left < s[3]; left += patch)
        {
            Tensor cut = images.Slice(2, top, patch).Slice(3, left, patch);
            sequence.Add(cut.Reshape(s[0], s[1] * patch * patch).MatMul(weight.T) + bias);
        }
    return Tensor.Stack(sequence, 1);
}
