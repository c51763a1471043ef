(Tensor Dx, Tensor Dgamma, Tensor Dbeta) BnBackwardSteps(Tensor dy, BnResult forward, Tensor gamma)
{
    int[] axes = dy.Rank == 4 ? [0, 2, 3] : [0];
    float m = dy.Count / gamma.Count;
    Tensor centred = forward.XHat * forward.Deviation;
    Tensor dXHat = dy * gamma;
    Tensor dVariance =
        (dXHat * centred).Sum(axes, keepDims: true) * -0.5f / forward.Deviation.Pow(3);
    Tensor dMean = (-dXHat / forward.Deviation).Sum(axes, keepDims: true)
        + dVariance * (-2 * centred).Sum(axes, keepDims: true) / m;
    Tensor dx = dXHat / forward.Deviation + dVariance * 2 * centred / m + dMean / m;
    return (dx, (dy * forward.XHat).Sum(axes, keepDims: true), dy.Sum(axes, keepDims: true));
}
