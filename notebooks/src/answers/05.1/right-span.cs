int OutSize(int n, int k, int p, int s, int d = 1)
{
    int span = (k - 1) * d + 1, length = n + p + p;
    if (span > length) throw new ArgumentException("the kernel is larger than the padded axis");
    int count = 0;
    for (int start = 0; start + span <= length; start += s) count++;
    return count;
}
