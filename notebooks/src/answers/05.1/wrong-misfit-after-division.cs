// hint: You test the size after the division. Integers are divided towards zero, so a kernel that is too large by less than a stride slips through as a size of 1: test the room before you divide.
int OutSize(int n, int k, int p, int s, int d = 1)
{
    int size = (n + 2 * p - d * (k - 1) - 1) / s + 1;
    if (size < 1) throw new ArgumentException("no output");
    return size;
}
