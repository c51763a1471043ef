// hint: Going back to Σx and Σx² is right on paper, but at a mean of a billion the difference has no digits left. Merge with δ.
(double Count, double Mean, double M2) MergeStats(
    IReadOnlyList<(double Count, double Mean, double M2)> shards)
{
    double n = 0, sum = 0, squares = 0;
    foreach (var (count, mean, m2) in shards)
    {
        n += count;
        sum += count * mean;
        squares += m2 + count * mean * mean;
    }
    return n == 0 ? (0, 0, 0) : (n, sum / n, squares - sum * sum / n);
}
