// hint: A worker sends its values, not sums of them. What must be added up are the count, Σx and Σx².
double[] Contribution(Tensor shard)
{
    double[] x = [.. shard.ToArray().Select(value => (double)value)];
    return [x.Length, x.Sum(), x.Sum(value => value * value), .. x.Take(25)];
}

(double Mean, double Variance) FromTotals(double[] totals)
{
    double mean = totals[1] / totals[0];
    return (mean, totals[2] / totals[0] - mean * mean);
}
