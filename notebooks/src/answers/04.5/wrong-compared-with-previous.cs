// hint: You compare with the epoch before. A loss that falls again but stays above the best is no improvement: compare with the best.
(int Stopped, int Best) EarlyStopping(IReadOnlyList<double> validationLosses, int patience)
{
    int best = 0, waited = 0;
    double previous = double.PositiveInfinity, lowest = double.PositiveInfinity;
    for (int epoch = 1; epoch <= validationLosses.Count; epoch++)
    {
        double loss = validationLosses[epoch - 1];
        waited = loss < previous ? 0 : waited + 1;
        if (loss < lowest) (lowest, best) = (loss, epoch);
        previous = loss;
        if (waited >= patience) return (epoch, best);
    }
    return (validationLosses.Count, best);
}
