// hint: An epoch whose loss is not a number has not improved the record: it uses up patience like any other that has not.
(int Stopped, int Best) EarlyStopping(IReadOnlyList<double> validationLosses, int patience)
{
    double record = double.MaxValue;
    int best = 0, bad = 0;
    for (int e = 1; e <= validationLosses.Count; e++)
    {
        double loss = validationLosses[e - 1];
        if (double.IsNaN(loss)) continue;          // a NaN epoch does not count at all
        if (loss < record) { record = loss; best = e; bad = 0; }
        else if (++bad == patience) return (e, best);
    }
    return (validationLosses.Count, best);
}
