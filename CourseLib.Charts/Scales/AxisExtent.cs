namespace CourseLib.Charts.Scales;

/// <summary>Gathers the values that an axis must show, and which of them want room around.</summary>
internal sealed class AxisExtent(bool log)
{
    private double margin = 0.05;
    private double low = double.PositiveInfinity, high = double.NegativeInfinity;
    private double roomyLow = double.PositiveInfinity, roomyHigh = double.NegativeInfinity;

    /// <summary>Takes a value in; what is not finite, or has no logarithm, is left out.</summary>
    public void Include(double value, bool room = true)
    {
        double v = log ? (value > 0 ? Math.Log10(value) : double.NaN) : value;
        if (!double.IsFinite(v)) return;
        low = Math.Min(low, v);
        high = Math.Max(high, v);
        if (!room) return;
        roomyLow = Math.Min(roomyLow, v);
        roomyHigh = Math.Max(roomyHigh, v);
    }

    /// <summary>Asks for more room around: a share of the axis.</summary>
    public void Widen(double share) => margin = Math.Max(margin, Math.Min(share, 0.4));

    /// <summary>The ends: never equal, never infinite.</summary>
    public (double Low, double High) Ends()
    {
        if (low > high) return (0, 1);
        (double l, double h) = (Math.Clamp(low, -1e300, 1e300), Math.Clamp(high, -1e300, 1e300));
        if (h - l <= 1e-12 * Math.Max(Math.Abs(l), Math.Abs(h)))
        {
            double around = log ? 0.5 : Math.Max(Math.Abs(l) * 0.1, l == 0 ? 1 : 1e-300);
            return (l - around, h + around);
        }
        double room = (h - l) * margin;
        return (roomyLow <= low ? l - room : l, roomyHigh >= high ? h + room : h);
    }
}
