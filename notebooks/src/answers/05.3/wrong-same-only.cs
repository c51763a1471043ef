// hint: (k − 1)/2 keeps the size with stride 1 and no dilation. Solve the equation for all its letters.
int PaddingFor(int n, int m, int k, int s, int d = 1)
{
    if (k % 2 == 0) throw new ArgumentException("even kernel");
    return (k - 1) / 2;
}
