Tensor MaxPoolBackward(Tensor x, Tensor dy, int kernel)
{
    Tensor dx = Tensor.Zeros(x.Shape);
    for (int n = 0; n < dy.Shape[0]; n++)
        for (int c = 0; c < dy.Shape[1]; c++)
            for (int i = 0; i < dy.Shape[2]; i++)
                for (int j = 0; j < dy.Shape[3]; j++)
                {
                    int tap = x[n, c, (i * kernel)..((i + 1) * kernel),
                        (j * kernel)..((j + 1) * kernel)].ArgMax();
                    dx[n, c, i * kernel + tap / kernel, j * kernel + tap % kernel] = dy[n, c, i, j];
                }
    return dx;
}
