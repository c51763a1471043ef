double Reward(double accuracy, double latency, double target, double alpha, double beta)
{
    double exponent = latency > target ? beta : alpha;
    return latency > 0 && target > 0
        ? accuracy * Math.Exp(exponent * (Math.Log(latency) - Math.Log(target)))
        : throw new ArgumentException("a latency and a target are above zero");
}
