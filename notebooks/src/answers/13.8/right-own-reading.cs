Tensor DeformConv(
    Tensor x, Tensor offset, Tensor weight, int stride = 1, int padding = 0)
{
    int[] s = x.Shape, w = weight.Shape, o = offset.Shape;
    float Read(int n, int c, float row, float column)
    {
        int top = (int)MathF.Floor(row), left = (int)MathF.Floor(column);
        float sum = 0;
        for (int i = Math.Max(0, top); i <= Math.Min(s[2] - 1, top + 1); i++)
            for (int j = Math.Max(0, left); j <= Math.Min(s[3] - 1, left + 1); j++)
                sum += (1 - Math.Abs(row - i)) * (1 - Math.Abs(column - j)) * x[n, c, i, j];
        return sum;
    }
    var y = new float[o[0] * w[0] * o[2] * o[3]];
    int at = 0;
    for (int n = 0; n < o[0]; n++)
        for (int k = 0; k < w[0]; k++)
            for (int p = 0; p < o[2]; p++)
                for (int q = 0; q < o[3]; q++, at++)
                    for (int c = 0; c < w[1]; c++)
                        for (int i = 0; i < w[2]; i++)
                            for (int j = 0; j < w[3]; j++)
                            {
                                int t = i * w[3] + j;
                                y[at] += weight[k, c, i, j] * Read(n, c,
                                    p * stride - padding + i + offset[n, 2 * t, p, q],
                                    q * stride - padding + j + offset[n, 2 * t + 1, p, q]);
                            }
    return Tensor.From(y, o[0], w[0], o[2], o[3]);
}
