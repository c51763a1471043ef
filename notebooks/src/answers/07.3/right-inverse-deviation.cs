(Tensor Dx, Tensor Dgamma, Tensor Dbeta) BnBackwardSteps(Tensor dy, BnResult forward, Tensor gamma)
{
    int[] axes = dy.Rank == 2 ? [0] : [0, 2, 3];
    Tensor Mean(Tensor t) => t.Mean(axes, keepDims: true);
    Tensor r = 1f / forward.Deviation, c = forward.XHat * forward.Deviation, dXHat = gamma * dy;
    float m = dy.Count / gamma.Count;
    // Means instead of sums: each carries the 1/m of the mean and of the variance.
    Tensor dR = Mean(dXHat * c);
    Tensor dV = -0.5f * dR * r * r * r;
    Tensor dC = dXHat * r + 2 * c * dV;
    return (dC - Mean(dC), m * Mean(dy * forward.XHat), m * Mean(dy));
}
