int OutSize(int n, int k, int p, int s, int d = 1)
{
    int size = (int)Math.Floor((n + 2 * p - d * (k - 1) - 1) / (double)s + 1);
    return size < 1 ? throw new ArgumentException("no output") : size;
}
