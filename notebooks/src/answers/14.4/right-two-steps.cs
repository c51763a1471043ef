Tensor PatchEmbed(Tensor images, Tensor weight, Tensor bias, int patch)
{
    int[] s = images.Shape;
    if (patch <= 0 || s[2] % patch > 0 || s[3] % patch > 0)
        throw new ArgumentOutOfRangeException(nameof(patch));
    // First the rows of patches, then the patches of a row.
    Tensor rows = images.Reshape(s[0], s[1], s[2] / patch, patch, s[3]).Permute(0, 2, 1, 3, 4);
    Tensor split = rows.Reshape(s[0], s[2] / patch, s[1], patch, s[3] / patch, patch);
    Tensor cut = split.Permute(0, 1, 4, 2, 3, 5).Reshape(s[0], -1, s[1] * patch * patch);
    return cut.MatMul(weight.Transpose()) + bias.Reshape(1, 1, bias.Count);
}
