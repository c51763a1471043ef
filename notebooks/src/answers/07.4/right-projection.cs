(Tensor Dx, Tensor Dgamma, Tensor Dbeta) BnBackward(Tensor dy, BnResult forward, Tensor gamma)
{
    int[] axes = Enumerable.Range(0, dy.Rank).Where(axis => axis != 1).ToArray();
    Tensor without1 = dy - dy.Mean(axes, keepDims: true);
    Tensor along = (without1 * forward.XHat).Mean(axes, keepDims: true);
    return ((without1 - along * forward.XHat) * gamma / forward.Deviation,
        (dy * forward.XHat).Sum(axes, keepDims: true), dy.Sum(axes, keepDims: true));
}
