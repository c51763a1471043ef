(Tensor Loss, Tensor Dw, Tensor Db) Logistic(Tensor x, Tensor w, Tensor b, Tensor y)
{
    int m = x.Shape[0], n = x.Shape[1];
    double loss = 0, db = 0;
    double[] dw = new double[n];
    for (int i = 0; i < m; i++)
    {
        double z = b[0];
        for (int k = 0; k < n; k++) z += (double)x[i, k] * w[k, 0];
        loss += Math.Max(z, 0) - z * y[i, 0] + Math.Log(1 + Math.Exp(-Math.Abs(z)));
        double dz = 1 / (1 + Math.Exp(-z)) - y[i, 0];
        db += dz;
        for (int k = 0; k < n; k++) dw[k] += dz * x[i, k];
    }
    return (Tensor.Scalar((float)(loss / m)),
        Tensor.From([.. dw.Select(value => (float)(value / m))], n, 1),
        Tensor.From([(float)(db / m)]));
}
