Tensor Col2Im(Tensor columns, int[] shape, int kernel, int stride, int pad)
{
    int h = shape[2] + 2 * pad, w = shape[3] + 2 * pad, row = 0;
    Tensor padded = Tensor.Zeros(shape[0], shape[1], h, w);
    for (int n = 0; n < shape[0]; n++)
        for (int i = 0; i + kernel <= h; i += stride)
            for (int j = 0; j + kernel <= w; j += stride, row++)
                for (int tap = 0; tap < shape[1] * kernel * kernel; tap++)
                    padded[n, tap / (kernel * kernel), i + tap / kernel % kernel,
                        j + tap % kernel] += columns[row, tap];
    return padded[.., .., pad..(pad + shape[2]), pad..(pad + shape[3])];
}
