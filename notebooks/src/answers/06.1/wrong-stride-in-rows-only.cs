// hint: The stride holds for both axes: columns move by it as rows do, and there are as few of them.
Tensor Conv2dNaive(Tensor x, Tensor w, Tensor? b, int stride, int pad)
{
    int N = x.Shape[0], C = x.Shape[1], H = x.Shape[2], W = x.Shape[3];
    int O = w.Shape[0], KH = w.Shape[2], KW = w.Shape[3];
    int oh = (H + 2 * pad - KH) / stride + 1, ow = W + 2 * pad - KW + 1;
    Tensor y = Tensor.Zeros(N, O, oh, ow);
    for (int n = 0; n < N; n++) for (int o = 0; o < O; o++)
    for (int i = 0; i < oh; i++) for (int j = 0; j < ow; j++)
    {
        float s = b is null ? 0 : b[o];
        for (int c = 0; c < C; c++) for (int u = 0; u < KH; u++) for (int v = 0; v < KW; v++)
        {
            int r = i * stride + u - pad, q = j + v - pad;
            if (r >= 0 && r < H && q >= 0 && q < W) s += w[o, c, u, v] * x[n, c, r, q];
        }
        y[n, o, i, j] = s;
    }
    return y;
}
