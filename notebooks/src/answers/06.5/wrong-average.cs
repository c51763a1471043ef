// hint: You share the gradient among the whole window, as average pooling does. Only the largest element was passed on.
Tensor MaxPoolBackward(Tensor x, Tensor dy, int kernel)
{
    Tensor dx = Tensor.Zeros(x.Shape);
    for (int n = 0; n < dy.Shape[0]; n++)
        for (int c = 0; c < dy.Shape[1]; c++)
            for (int i = 0; i < dy.Shape[2] * kernel; i++)
                for (int j = 0; j < dy.Shape[3] * kernel; j++)
                    dx[n, c, i, j] = dy[n, c, i / kernel, j / kernel] / (kernel * kernel);
    return dx;
}
