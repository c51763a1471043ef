(int Stopped, int Best) EarlyStopping(IReadOnlyList<double> validationLosses, int patience)
{
    double lowest = double.MaxValue;
    int best = 0, waited = 0, epoch = 0;
    foreach (double loss in validationLosses)
    {
        epoch++;
        if (loss < lowest) (lowest, best, waited) = (loss, epoch, 0);
        else waited++;
        if (waited == patience) break;
    }
    return (epoch, best);
}
