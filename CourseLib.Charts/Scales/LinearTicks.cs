namespace CourseLib.Charts.Scales;

/// <summary>Ticks at 1, 2 or 5 times a power of ten.</summary>
internal static class LinearTicks
{
    /// <summary>From one to <paramref name="most"/> ticks (2 or more) within the range, whose ends are in any order.</summary>
    public static double[] Between(double low, double high, int most)
    {
        if (low > high) (low, high) = (high, low);
        if (!double.IsFinite(low) || !double.IsFinite(high) || low == high) return [low];
        double step = NiceStep((high / Math.Max(1, most - 1)) - (low / Math.Max(1, most - 1)), roundUp: true);
        double[] ticks = At(low, high, step);
        // A short range may lie between two round numbers, or have one alone: then the next smaller step, if its ticks are not too many.
        for (int tries = 0; tries < 2 && ticks.Length < 2; tries++)
        {
            step = NiceStep(step * 0.45, roundUp: false);
            double[] finer = At(low, high, step);
            if (finer.Length <= most) ticks = finer;
        }
        return ticks;
    }

    /// <summary>The multiples of a step within the range.</summary>
    public static double[] At(double low, double high, double step)
    {
        if (low > high) (low, high) = (high, low);
        double first = Math.Ceiling(low / step - 1e-9), last = Math.Floor(high / step + 1e-9);
        // Beyond 2⁵² multiples are no longer told apart, and a step chosen by hand may be far too small.
        if (Math.Abs(first) > 4e15 || Math.Abs(last) > 4e15 || last - first > 1000) return [low, high];
        double[] ticks = new double[(int)Math.Max(0, last - first + 1)];
        for (int i = 0; i < ticks.Length; i++) ticks[i] = Round((first + i) * step, step);
        return ticks;
    }

    /// <summary>1, 2 or 5 times a power of ten, at or above <paramref name="rough"/> or nearest to it.</summary>
    public static double NiceStep(double rough, bool roundUp)
    {
        if (!(rough > 0) || !double.IsFinite(rough)) return 1;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        if (power == 0) return rough;
        double share = rough / power;
        double nice = roundUp
            ? share <= 1 + 1e-9 ? 1 : share <= 2 + 1e-9 ? 2 : share <= 5 + 1e-9 ? 5 : 10
            : share < 1.5 ? 1 : share < 3.5 ? 2 : share < 7.5 ? 5 : 10;
        return nice * power;
    }

    /// <summary>Takes away the rounding errors of a multiple: 3 · 0.1 is 0.3.</summary>
    private static double Round(double value, double step)
    {
        int digits = 1 - (int)Math.Floor(Math.Log10(step));
        return digits is >= 0 and <= 15 ? Math.Round(value, digits) : value;
    }
}
