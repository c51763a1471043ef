double[] Contribution(Tensor shard)
{
    double[] x = [.. shard.ToArray().Select(value => (double)value)];
    return [x.Sum(value => value * value), x.Sum(), x.Length];
}

(double Mean, double Variance) FromTotals(double[] totals)
{
    double squares = totals[0], sum = totals[1], count = totals[2];
    return (sum / count, (squares - sum * sum / count) / count);
}
