Tensor AdaIN(Tensor content, Tensor style, float eps = 1e-5f)
{
    static (Tensor Centred, Tensor Mean, Tensor Sigma) Parts(Tensor x, float eps)
    {
        Tensor flat = x.Reshape(x.Shape[0], x.Shape[1], -1);
        Tensor mean = flat.Mean(2, keepDims: true), centred = flat - mean;
        return (centred, mean, ((centred * centred).Mean(2, keepDims: true) + eps).Sqrt());
    }

    var of = Parts(content, eps);
    var to = Parts(style, eps);
    return (of.Centred * (to.Sigma / of.Sigma) + to.Mean).Reshape(content.Shape);
}
