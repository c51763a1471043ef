double WarmupLr(int step, double baseRate, int k, int warmupSteps, int totalSteps)
{
    double angle = Math.PI * (step - warmupSteps) / (totalSteps - warmupSteps);
    return step < warmupSteps ? baseRate * (1 + (k - 1.0) * step / warmupSteps)
        : step > totalSteps ? 0
        : 0.5 * k * baseRate * (1 + Math.Cos(angle));
}
