namespace CourseLib.Kernels;

/// <summary>How many numbers a set has, their mean, and Σ (x − mean)²; sets are merged without a difference of large sums (Chan, Golub and LeVeque 1983).</summary>
internal struct MomentSum
{
    public double Count { get; private set; }

    public double Mean { get; private set; }

    public double Squares { get; private set; }

    /// <summary>Takes in a set of <paramref name="count"/> numbers with their mean and squares about it.</summary>
    public void Merge(double count, double mean, double squares)
    {
        if (count == 0) { return; }
        double delta = mean - Mean, all = Count + count;
        Squares += squares + (delta * delta * Count * count / all);
        Mean += delta * count / all;
        Count = all;
    }
}
