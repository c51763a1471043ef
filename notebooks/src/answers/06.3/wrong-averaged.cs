// hint: You average the copies of a pixel. Its gradient is their sum.
Tensor Col2Im(Tensor columns, int[] shape, int kernel, int stride, int pad)
{
    int height = (shape[2] + 2 * pad - kernel) / stride + 1;
    int width = (shape[3] + 2 * pad - kernel) / stride + 1;
    Tensor x = Tensor.Zeros(shape), count = Tensor.Zeros(shape);
    for (int n = 0; n < shape[0]; n++)
        for (int i = 0; i < height; i++)
            for (int j = 0; j < width; j++)
                for (int c = 0; c < shape[1]; c++)
                    for (int u = 0; u < kernel; u++)
                        for (int v = 0; v < kernel; v++)
                        {
                            int row = stride * i + u - pad, column = stride * j + v - pad;
                            if (row < 0 || row >= shape[2] || column < 0 || column >= shape[3])
                                continue;
                            x[n, c, row, column] += columns[(n * height + i) * width + j,
                                (c * kernel + u) * kernel + v];
                            count[n, c, row, column] += 1;
                        }
    return x / Tensor.Maximum(count, 1);
}
