// hint: The number of patches is taken as that of a square image. Height and width may differ.
Tensor PatchEmbed(Tensor images, Tensor weight, Tensor bias, int patch)
{
    int[] s = images.Shape;
    if (patch <= 0 || s[2] % patch > 0 || s[3] % patch > 0)
        throw new ArgumentOutOfRangeException(nameof(patch));
    int side = s[2] / patch;
    Tensor split = images.Reshape(s[0], s[1], side, patch, side, patch);
    Tensor moved = split.Permute(0, 2, 4, 1, 3, 5);
    Tensor rows = moved.Reshape(s[0], side * side, s[1] * patch * patch);
    return rows.MatMul(weight.T) + bias;
}
