Tensor SwitchableNorm(Tensor x, Tensor gamma, Tensor beta,
    Tensor lambdaMean, Tensor lambdaVar, float eps = 1e-5f)
{
    Tensor flat = x.Reshape(x.Shape[0], x.Shape[1], -1);
    Tensor mu = flat.Mean(2), sigma2 = flat.Var([2], unbiased: false);
    Tensor layer = mu.Mean(1, keepDims: true), batch = mu.Mean(0, keepDims: true);
    Tensor layerVar = sigma2.Mean(1, keepDims: true) + mu.Var([1], unbiased: false, keepDims: true);
    Tensor batchVar = sigma2.Mean(0, keepDims: true) + mu.Var([0], unbiased: false, keepDims: true);
    Tensor Mix(Tensor lambda, Tensor a, Tensor b, Tensor c)
    {
        Tensor e = (lambda - lambda.Max().Detach()).Exp();
        return ((e[0..1] * a + e[1..2] * b + e[2..3] * c) / e.Sum()).Unsqueeze(2).Unsqueeze(3);
    }

    Tensor scale = gamma / (Mix(lambdaVar, sigma2, layerVar, batchVar) + eps).Sqrt();
    return (x - Mix(lambdaMean, mu, layer, batch)) * scale + beta;
}
