int PaddingFor(int n, int m, int k, int s, int d = 1)
{
    for (int p = 0; n + 2 * p - d * (k - 1) - 1 <= (m - 1) * s; p++)
        if (n + 2 * p - d * (k - 1) - 1 == (m - 1) * s) return p;
    throw new ArgumentException("no padding gives exactly this size");
}
