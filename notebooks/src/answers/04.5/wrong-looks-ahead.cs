// hint: You look for the minimum of all epochs. While training nobody knows the later ones: a minimum after the stop was never reached.
(int Stopped, int Best) EarlyStopping(IReadOnlyList<double> validationLosses, int patience)
{
    if (validationLosses.Count == 0) return (0, 0);
    int best = validationLosses.ToList().IndexOf(validationLosses.Min()) + 1;
    return (Math.Min(best + patience, validationLosses.Count), best);
}
