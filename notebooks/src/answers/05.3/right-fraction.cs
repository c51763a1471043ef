int PaddingFor(int n, int m, int k, int s, int d = 1)
{
    double p = ((m - 1) * s + d * (k - 1) + 1 - n) / 2.0;
    return p >= 0 && p == Math.Floor(p)
        ? (int)p
        : throw new ArgumentException($"the padding would be {p}");
}
