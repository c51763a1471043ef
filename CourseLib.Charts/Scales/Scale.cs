using CourseLib.Charts.Drawing;

namespace CourseLib.Charts.Scales;

/// <summary>From the values of an axis to pixels.</summary>
/// <param name="kind">Linear, Log, Date or Category.</param>
/// <param name="low">The value at <paramref name="from"/>; a power of ten on a logarithmic axis.</param>
/// <param name="high">The value at <paramref name="to"/>.</param>
internal sealed class Scale(Words.AxisType kind, double low, double high, double from, double to)
{
    /// <summary>Positions end here, so that a value far outside makes no number that a viewer chokes on.</summary>
    private const double Far = 20_000;

    public Words.AxisType Kind => kind;

    public double Low => low;

    public double High => high;

    public double From => from;

    public double To => to;

    public double Length => Math.Abs(to - from);

    /// <summary>The pixel of a value; NaN when it has none (NaN, or not positive on a logarithmic axis).</summary>
    public double At(double value)
    {
        double v = kind == Words.AxisType.Log ? (value > 0 ? Math.Log10(value) : double.NaN) : value;
        if (double.IsNaN(v)) return double.NaN;
        double half = high / 2 - low / 2;
        double share = (v / 2 - low / 2) / half;
        return Math.Clamp(from + share * (to - from), -Far, Far);
    }

    /// <summary>The pixel of a value, and the near end of the axis for what has none: where a bar on a logarithmic axis begins.</summary>
    public double AtOrEdge(double value) => At(value) is var p && double.IsNaN(p) ? from : p;

    /// <summary>True when the value lies between the ends.</summary>
    public bool Covers(double value)
    {
        double p = At(value);
        return p >= Math.Min(from, to) - 0.01 && p <= Math.Max(from, to) + 0.01;
    }
}
