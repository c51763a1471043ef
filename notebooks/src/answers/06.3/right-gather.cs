Tensor Col2Im(Tensor columns, int[] shape, int kernel, int stride, int pad)
{
    int height = (shape[2] + 2 * pad - kernel) / stride + 1;
    int width = (shape[3] + 2 * pad - kernel) / stride + 1;
    Tensor x = Tensor.Zeros(shape);
    for (int n = 0; n < shape[0]; n++)
        for (int c = 0; c < shape[1]; c++)
            for (int r = 0; r < shape[2]; r++)
                for (int q = 0; q < shape[3]; q++)
                {
                    float sum = 0;
                    for (int u = 0; u < kernel; u++)
                        for (int v = 0; v < kernel; v++)
                        {
                            int top = r + pad - u, left = q + pad - v;
                            if (top < 0 || top % stride != 0 || top / stride >= height
                                || left < 0 || left % stride != 0 || left / stride >= width)
                                continue;
                            sum += columns[(n * height + top / stride) * width + left / stride,
                                (c * kernel + u) * kernel + v];
                        }
                    x[n, c, r, q] = sum;
                }
    return x;
}
