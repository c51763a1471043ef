// hint: Your count of epochs without improvement never goes back to zero. A better epoch starts it anew.
(int Stopped, int Best) EarlyStopping(IReadOnlyList<double> validationLosses, int patience)
{
    int best = 0, waited = 0;
    double lowest = double.PositiveInfinity;
    for (int epoch = 1; epoch <= validationLosses.Count; epoch++)
    {
        if (validationLosses[epoch - 1] < lowest)
            (lowest, best) = (validationLosses[epoch - 1], epoch);
        else waited++;
        if (waited >= patience) return (epoch, best);
    }
    return (validationLosses.Count, best);
}
