double Reward(double accuracy, double latency, double target, double alpha, double beta)
    => latency > 0 && target > 0
        ? accuracy * Math.Exp((latency > target ? beta : alpha) * (Math.Log(latency) - Math.Log(target)))
        : throw new ArgumentException("a latency and a target are above zero");
