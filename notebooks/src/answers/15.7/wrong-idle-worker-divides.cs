// hint: An empty shard divides 0 by 0, and one NaN spoils the sums of all. Send sums, which are 0 there.
double[] Contribution(Tensor shard)
{
    float[] x = shard.ToArray();
    double mean = 0, squares = 0;
    foreach (float value in x)
    {
        mean += value;
        squares += (double)value * value;
    }
    mean /= x.Length;
    squares /= x.Length;
    return [x.Length, mean * x.Length, squares * x.Length];
}

(double Mean, double Variance) FromTotals(double[] totals)
{
    double mean = totals[1] / totals[0];
    return (mean, totals[2] / totals[0] - mean * mean);
}
