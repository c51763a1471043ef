(double Count, double Mean, double M2) MergeStats(
    IReadOnlyList<(double Count, double Mean, double M2)> shards)
{
    static (double Count, double Mean, double M2) Two(
        (double Count, double Mean, double M2) a, (double Count, double Mean, double M2) b)
    {
        if (a.Count == 0) return b;
        if (b.Count == 0) return a;
        double n = a.Count + b.Count, delta = b.Mean - a.Mean;
        double mean = a.Mean + delta * b.Count / n;
        return (n, mean, a.M2 + b.M2 + delta * delta * a.Count * b.Count / n);
    }

    return shards.Where(s => s.Count > 0).Aggregate((0.0, 0.0, 0.0), Two);
}
