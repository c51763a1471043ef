// hint: The workers' means count alike, whatever the sizes of their shards. Send sums and the count.
double[] Contribution(Tensor shard)
{
    double[] x = [.. shard.ToArray().Select(value => (double)value)];
    return [1, x.Average(), x.Average(value => value * value)];
}

(double Mean, double Variance) FromTotals(double[] totals)
{
    double mean = totals[1] / totals[0];
    return (mean, totals[2] / totals[0] - mean * mean);
}
