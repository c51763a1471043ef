Tensor Conv2dNaive(Tensor x, Tensor w, Tensor? b, int stride, int pad)
{
    var (batch, channels, rows, columns) = (x.Shape[0], x.Shape[1], x.Shape[2], x.Shape[3]);
    var (filters, kh, kw) = (w.Shape[0], w.Shape[2], w.Shape[3]);
    int height = 1 + (rows - kh + 2 * pad) / stride, width = 1 + (columns - kw + 2 * pad) / stride;
    Tensor y = Tensor.Zeros(batch, filters, height, width);
    for (int n = 0; n < batch; n++)
        for (int o = 0; o < filters; o++)
        {
            for (int c = 0; c < channels; c++)
                for (int u = 0; u < kh; u++)
                    for (int v = 0; v < kw; v++)
                    {
                        float weight = w[o, c, u, v];
                        for (int i = 0; i < height; i++)
                            for (int j = 0; j < width; j++)
                                if (i * stride + u - pad is var r && r >= 0 && r < rows
                                    && j * stride + v - pad is var q && q >= 0 && q < columns)
                                    y[n, o, i, j] += weight * x[n, c, r, q];
                    }
            if (b is not null)
                for (int i = 0; i < height; i++)
                    for (int j = 0; j < width; j++) y[n, o, i, j] += b[o];
        }
    return y;
}
