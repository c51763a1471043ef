double[] Contribution(Tensor shard)
{
    double[] totals = new double[3];
    foreach (float x in shard.ToArray())
    {
        double shifted = x - 3.0;
        totals[0] += 1;
        totals[1] += shifted;
        totals[2] += shifted * shifted;
    }
    return totals;
}

(double Mean, double Variance) FromTotals(double[] totals)
{
    double mean = totals[1] / totals[0];
    return (mean + 3.0, totals[2] / totals[0] - mean * mean);
}
