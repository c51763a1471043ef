// hint: Your search starts from 0, so a window of negative numbers has no largest element and loses its gradient.
Tensor MaxPoolBackward(Tensor x, Tensor dy, int kernel)
{
    Tensor dx = Tensor.Zeros(x.Shape);
    for (int n = 0; n < dy.Shape[0]; n++)
        for (int c = 0; c < dy.Shape[1]; c++)
            for (int i = 0; i < dy.Shape[2]; i++)
                for (int j = 0; j < dy.Shape[3]; j++)
                {
                    float largest = 0;
                    int row = -1, column = -1;
                    for (int u = i * kernel; u < (i + 1) * kernel; u++)
                        for (int v = j * kernel; v < (j + 1) * kernel; v++)
                            if (x[n, c, u, v] > largest || row < 0 && x[n, c, u, v] == 0) (largest, row, column) = (x[n, c, u, v], u, v);
                    if (row >= 0) dx[n, c, row, column] = dy[n, c, i, j];
                }
    return dx;
}
