// hint: (Σx)² does not add up over workers, and it has lost the sign of the mean. Send Σx, and square after the reduction.
double[] Contribution(Tensor shard)
{
    double[] x = [.. shard.ToArray().Select(value => (double)value)];
    return [x.Length, x.Sum() * x.Sum(), x.Sum(value => value * value)];
}

(double Mean, double Variance) FromTotals(double[] totals)
{
    double m = totals[0];
    return (Math.Sqrt(totals[1]) / m, totals[2] / m - totals[1] / (m * m));
}
