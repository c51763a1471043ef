// hint: Every one of several equal elements gets the whole gradient, so there is more of it than came from above. Give it to the first only.
Tensor MaxPoolBackward(Tensor x, Tensor dy, int kernel)
{
    Tensor dx = Tensor.Zeros(x.Shape);
    for (int n = 0; n < dy.Shape[0]; n++)
        for (int c = 0; c < dy.Shape[1]; c++)
            for (int i = 0; i < dy.Shape[2]; i++)
                for (int j = 0; j < dy.Shape[3]; j++)
                {
                    float largest = x[n, c, (i * kernel)..((i + 1) * kernel), (j * kernel)..((j + 1) * kernel)].Max().Item();
                    for (int u = i * kernel; u < (i + 1) * kernel; u++)
                        for (int v = j * kernel; v < (j + 1) * kernel; v++)
                            if (x[n, c, u, v] == largest) dx[n, c, u, v] = dy[n, c, i, j];
                }
    return dx;
}
