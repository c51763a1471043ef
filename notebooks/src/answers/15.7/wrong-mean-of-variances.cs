// hint: A mean of the workers' variances misses how far the workers' means lie apart. Send Σx² itself.
double[] Contribution(Tensor shard)
{
    double[] x = [.. shard.ToArray().Select(value => (double)value)];
    double mean = x.Length == 0 ? 0 : x.Average();
    return [x.Length, x.Sum(), x.Sum(value => (value - mean) * (value - mean))];
}

(double Mean, double Variance) FromTotals(double[] totals) =>
    (totals[1] / totals[0], totals[2] / totals[0]);
