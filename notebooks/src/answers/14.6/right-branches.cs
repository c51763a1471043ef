double Reward(double accuracy, double latency, double target, double alpha, double beta)
{
    if (!(latency > 0)) throw new ArgumentOutOfRangeException(nameof(latency));
    if (!(target > 0)) throw new ArgumentOutOfRangeException(nameof(target));
    double ratio = latency / target;
    if (ratio <= 1) return Math.Pow(ratio, alpha) * accuracy;
    return Math.Pow(ratio, beta) * accuracy;
}
