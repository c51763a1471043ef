Tensor Conv2dNaive(Tensor x, Tensor w, Tensor? b, int stride, int pad)
{
    Tensor padded = x.Pad2d(pad, pad);
    int kh = w.Shape[2], kw = w.Shape[3];
    int height = (padded.Shape[2] - kh) / stride + 1, width = (padded.Shape[3] - kw) / stride + 1;
    Tensor y = Tensor.Zeros(x.Shape[0], w.Shape[0], height, width);
    for (int n = 0; n < x.Shape[0]; n++)
        for (int o = 0; o < w.Shape[0]; o++)
            for (int i = 0; i < height; i++)
                for (int j = 0; j < width; j++)
                {
                    Tensor window = padded[n, .., (i * stride)..(i * stride + kh),
                        (j * stride)..(j * stride + kw)];
                    y[n, o, i, j] =
                        (window * w[o, .., .., ..]).Sum().Item() + (b is null ? 0 : b[o]);
                }
    return y;
}
