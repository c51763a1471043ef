(int Stopped, int Best) EarlyStopping(IReadOnlyList<double> validationLosses, int patience)
{
    int BestOf(int count)
    {
        int best = 0;
        for (int i = 1; i <= count; i++)
            if (!double.IsNaN(validationLosses[i - 1])
                && (best == 0 || validationLosses[i - 1] < validationLosses[best - 1]))
                best = i;
        return best;
    }
    int stopped = 0;
    while (stopped < validationLosses.Count)
    {
        stopped++;
        if (stopped - BestOf(stopped) >= patience) break;
    }
    return (stopped, BestOf(stopped));
}
