Tensor DropPath(Tensor x, Tensor branch, float drop, bool train, int seed)
{
    if (train && drop >= 1) return x;
    if (!train) drop = 0;
    Tensor keep = (Tensor.Rand([x.Shape[0], 1], seed) >= drop) / (1 - drop);
    return x + (branch.Reshape(x.Shape[0], -1) * keep).Reshape(x.Shape);
}
