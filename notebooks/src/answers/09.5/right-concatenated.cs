Tensor SwitchableNorm(Tensor x, Tensor gamma, Tensor beta,
    Tensor lambdaMean, Tensor lambdaVar, float eps = 1e-5f)
{
    int n = x.Shape[0], c = x.Shape[1];
    Tensor Direct(int[] axes, bool mean)
    {
        Tensor moment = mean
            ? x.Mean(axes, keepDims: true)
            : x.Var(axes, unbiased: false, keepDims: true);
        return moment.BroadcastTo(n, c, 1, 1);
    }
    Tensor Mixed(Tensor lambda, bool mean)
    {
        Tensor three = Tensor.Stack(
            [Direct([2, 3], mean), Direct([1, 2, 3], mean), Direct([0, 2, 3], mean)]);
        return (lambda.Softmax().Reshape(3, 1, 1, 1, 1) * three).Sum(0);
    }

    return gamma * ((x - Mixed(lambdaMean, true)) / (Mixed(lambdaVar, false) + eps).Sqrt()) + beta;
}
