(Tensor Dx, Tensor Dgamma, Tensor Dbeta) BnBackward(Tensor dy, BnResult forward, Tensor gamma)
{
    int[] axes = dy.Rank == 4 ? [0, 2, 3] : [0];
    Tensor dBeta = dy.Sum(axes, keepDims: true),
        dGamma = (dy * forward.XHat).Sum(axes, keepDims: true);
    float m = dy.Count / gamma.Count;
    Tensor dx = gamma / (m * forward.Deviation) * (m * dy - dBeta - forward.XHat * dGamma);
    return (dx, dGamma, dBeta);
}
