// hint: A loss that is not a number counts as an improvement, because you ask whether it is *not* worse. Every comparison with NaN is false: ask whether it is lower.
(int Stopped, int Best) EarlyStopping(IReadOnlyList<double> validationLosses, int patience)
{
    int best = 0;
    double lowest = double.PositiveInfinity;
    for (int epoch = 1; epoch <= validationLosses.Count; epoch++)
    {
        if (!(validationLosses[epoch - 1] >= lowest))
            (lowest, best) = (validationLosses[epoch - 1], epoch);
        if (epoch - best >= patience) return (epoch, best);
    }
    return (validationLosses.Count, best);
}
