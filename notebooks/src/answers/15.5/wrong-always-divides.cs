// hint: Without warm-up this divides 0 by 0. With S = 0 the cosine begins at once.
double WarmupLr(int step, double baseRate, int k, int warmupSteps, int totalSteps)
{
    double risen = Math.Min(1, step / (double)warmupSteps);
    double passed = Math.Clamp((step - warmupSteps) / (double)(totalSteps - warmupSteps), 0, 1);
    return (baseRate + (k - 1) * baseRate * risen) * (1 + Math.Cos(Math.PI * passed)) / 2;
}
