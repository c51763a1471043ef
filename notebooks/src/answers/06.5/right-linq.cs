Tensor MaxPoolBackward(Tensor x, Tensor dy, int kernel)
{
    Tensor dx = Tensor.Zeros(x.Shape);
    int[] s = dy.Shape;
    for (int place = 0; place < dy.Count; place++)
    {
        int n = place / (s[1] * s[2] * s[3]), c = place / (s[2] * s[3]) % s[1];
        int i = place / s[3] % s[2], j = place % s[3];
        var (u, v) = Enumerable.Range(0, kernel * kernel)
            .Select(t => (i * kernel + t / kernel, j * kernel + t % kernel))
            .MaxBy(at => x[n, c, at.Item1, at.Item2]);
        dx[n, c, u, v] += dy[n, c, i, j];
    }
    return dx;
}
