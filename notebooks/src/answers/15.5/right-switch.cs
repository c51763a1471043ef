double WarmupLr(int step, double baseRate, int k, int warmupSteps, int totalSteps)
{
    if (step >= totalSteps) return 0;
    if (step >= warmupSteps)
    {
        double angle = Math.PI * (step - warmupSteps) / (totalSteps - warmupSteps);
        return baseRate * k * Math.Pow(Math.Cos(angle / 2), 2);
    }
    double risen = step / (double)warmupSteps;
    return baseRate * (1 - risen) + baseRate * k * risen;
}
