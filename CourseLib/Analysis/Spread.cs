namespace CourseLib.Analysis;

/// <summary>The mean of repeated measurements, and how far they lie apart.</summary>
/// <param name="Mean">Their mean.</param>
/// <param name="Deviation">Their standard deviation, Σ(x − mean)² over count − 1; NaN for a single one, which says nothing about it.</param>
/// <param name="Count">How many there are.</param>
public readonly record struct Spread(double Mean, double Deviation, int Count)
{
    /// <summary>The spread of <paramref name="values"/>.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static Spread Of(IEnumerable<double> values)
    {
        double[] all = [.. values];
        if (all.Length == 0) throw new ArgumentException("Spread: there are no values, and a mean needs one or more");
        double mean = all.Average();
        return new(mean, all.Length == 1 ? double.NaN : Math.Sqrt(all.Sum(value => (value - mean) * (value - mean)) / (all.Length - 1)), all.Length);
    }

    /// <summary>One deviation below the mean; the mean itself for a single measurement.</summary>
    public double Low => Count > 1 ? Mean - Deviation : Mean;

    /// <summary>One deviation above the mean; the mean itself for a single measurement.</summary>
    public double High => Count > 1 ? Mean + Deviation : Mean;

    /// <summary>A share as "78.16 ± 0.31 %", or "78.16 %" for a single measurement.</summary>
    public string Percent() => Count > 1 ? FormattableString.Invariant($"{100 * Mean:F2} ± {100 * Deviation:F2} %") : FormattableString.Invariant($"{100 * Mean:F2} %");

    /// <summary>"0.7816 ± 0.0031", or "0.7816" for a single measurement.</summary>
    public override string ToString() => Count > 1 ? FormattableString.Invariant($"{Mean:0.####} ± {Deviation:0.####}") : FormattableString.Invariant($"{Mean:0.####}");
}
