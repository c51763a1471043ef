// hint: Your function gives a number, zero or less or even 1, for a kernel that does not fit. Throw an ArgumentException.
int OutSize(int n, int k, int p, int s, int d = 1) =>
    Math.Max(0, (n + 2 * p - d * (k - 1) - 1) / s + 1);
