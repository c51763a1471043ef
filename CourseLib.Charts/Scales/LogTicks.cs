namespace CourseLib.Charts.Scales;

/// <summary>Ticks on a logarithmic axis, whose ends are given as powers of ten.</summary>
internal static class LogTicks
{
    /// <summary>The labelled values, at most <paramref name="most"/>: decades, thinned out when there are many; within one decade, round numbers.</summary>
    public static double[] Major(double low, double high, int most)
    {
        if (low > high) (low, high) = (high, low);
        double decades = high - low;
        if (decades < 0.7)
            return [.. LinearTicks.Between(Power(low), Power(high), most).Where(v => v > 0)];
        double[][] choices = decades < 1.5 ? [[1, 2, 5], [1, 3], [1]] : decades < 2.5 && most >= 6 ? [[1, 3], [1]] : [[1]];
        foreach (double[] mantissas in choices)
            if (Within(low, high, mantissas, 1) is { Length: > 0 } ticks && ticks.Length <= most) return ticks;
        return Within(low, high, [1], (int)Math.Ceiling((Math.Floor(decades) + 1) / Math.Max(2, most)));
    }

    /// <summary>These multiples of every power of ten whose exponent <paramref name="stride"/> divides.</summary>
    private static double[] Within(double low, double high, double[] mantissas, int stride)
    {
        List<double> ticks = [];
        for (int e = (int)Math.Floor(low); e <= high; e++)
        {
            if (e % stride != 0) continue;
            foreach (double m in mantissas)
                if (Inside(Math.Log10(m) + e, low, high)) ticks.Add(m * Power(e));
        }
        return [.. ticks];
    }

    /// <summary>2, 3, … 9 times each power of ten, for thin grid lines; none over more than four decades.</summary>
    public static IEnumerable<double> Minor(double low, double high)
    {
        if (low > high) (low, high) = (high, low);
        if (high - low is > 4 or < 0.7) yield break;
        for (int e = (int)Math.Floor(low); e <= high; e++)
            for (int m = 2; m <= 9; m++)
                if (Inside(Math.Log10(m) + e, low, high)) yield return m * Power(e);
    }

    private static bool Inside(double v, double low, double high) => v >= low - 1e-9 && v <= high + 1e-9;

    private static double Power(double exponent) => Math.Pow(10, exponent);
}
