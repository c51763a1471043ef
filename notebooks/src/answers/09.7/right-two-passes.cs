(double Count, double Mean, double M2) MergeStats(
    IReadOnlyList<(double Count, double Mean, double M2)> shards)
{
    double n = shards.Sum(s => s.Count);
    if (n == 0) return (0, 0, 0);
    var full = shards.Where(s => s.Count > 0).ToList();
    double origin = full[0].Mean;
    double mean = origin + full.Sum(s => s.Count * (s.Mean - origin)) / n;
    double m2 = full.Sum(s => s.M2 + s.Count * (s.Mean - mean) * (s.Mean - mean));
    return (n, mean, m2);
}
