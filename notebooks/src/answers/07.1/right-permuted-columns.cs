BnResult BnForward(Tensor x, Tensor gamma, Tensor beta, float eps = 1e-5f)
{
    if (x.Rank == 4)
    {
        // Every pixel is a row of (N·H·W, C): then a channel is a neuron.
        int n = x.Shape[0], c = x.Shape[1], h = x.Shape[2], w = x.Shape[3];
        BnResult rows = BnForward(x.Permute(0, 2, 3, 1).Reshape(n * h * w, c), gamma.Reshape(1, c),
            beta.Reshape(1, c), eps);
        Tensor Back(Tensor t) => t.Reshape(n, h, w, c).Permute(0, 3, 1, 2);
        return new BnResult(Back(rows.Output), Back(rows.XHat), rows.Deviation.Reshape(1, c, 1, 1));
    }
    Tensor mean = x.Sum([0], keepDims: true) / x.Shape[0];
    Tensor squares = ((x - mean) * (x - mean)).Sum([0], keepDims: true) / x.Shape[0];
    Tensor deviation = (squares + eps).Sqrt(), xHat = (x - mean) / deviation;
    return new BnResult(xHat * gamma + beta, xHat, deviation);
}
