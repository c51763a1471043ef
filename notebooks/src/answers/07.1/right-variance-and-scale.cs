BnResult BnForward(Tensor x, Tensor gamma, Tensor beta, float eps = 1e-5f)
{
    int[] batch = Enumerable.Range(0, x.Rank).Where(axis => axis != 1).ToArray();
    Tensor s = (x.Var(batch, unbiased: false, keepDims: true) + eps).Sqrt();
    Tensor normalised = (x - x.Mean(batch, keepDims: true)) / s;
    return new BnResult(normalised * gamma + beta, normalised, s);
}
