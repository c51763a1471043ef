using System.Globalization;
using System.Text.RegularExpressions;

namespace CourseLib.Charts.Scales;

/// <summary>Numbers as labels: as few digits as tell the ticks apart.</summary>
internal static partial class NumberText
{
    private static readonly (double Size, string Suffix)[] Suffixes = [(1e9, "B"), (1e6, "M"), (1e3, "k")];

    /// <summary>The labels of ticks that stand together: all with the same number of decimals, the same suffix or the same power.</summary>
    public static string[] Labels(IReadOnlyList<double> values, string? format = null)
    {
        if (format is not null) return [.. values.Select(v => Formatted(v, format))];
        double largest = values.Count == 0 ? 0 : values.Max(Math.Abs);
        double step = values.Count > 1 ? Math.Abs(values[1] - values[0]) : largest;
        if (largest == 0) return [.. values.Select(_ => "0")];
        if (largest >= 1e13 || largest < 1e-3)
        {
            int power = (int)Math.Floor(Math.Log10(largest) + 1e-12);
            double unit = Math.Pow(10, power);
            if (unit == 0 || !double.IsFinite(unit)) return [.. values.Select(v => v.ToString("0.##e0", CultureInfo.InvariantCulture))];
            int digits = Decimals(step / unit);
            return [.. values.Select(v => v == 0 ? "0" : $"{Fixed(v / unit, digits)}×10{Superscript(power)}")];
        }
        foreach ((double size, string suffix) in Suffixes)
        {
            if (largest < size * (size == 1e3 ? 10 : 1) || step < size / 100) continue;
            int digits = Decimals(step / size);
            return [.. values.Select(v => v == 0 ? "0" : Fixed(v / size, digits) + suffix)];
        }
        int decimals = Decimals(step);
        return [.. values.Select(v => Fixed(v, decimals))];
    }

    /// <summary>One number for a reader: four significant digits at most, thousands apart.</summary>
    public static string Short(double value)
    {
        double size = Math.Abs(value);
        if (value == 0 || double.IsNaN(value)) return double.IsNaN(value) ? "" : "0";
        if (size is >= 1e7 or < 1e-3)
        {
            int power = (int)Math.Floor(Math.Log10(size));
            string digits = (value / Math.Pow(10, power)).ToString("0.##", CultureInfo.InvariantCulture);
            return $"{digits}×10{Superscript(power)}".Replace("-", "−");
        }
        int decimals = Math.Max(0, 3 - (int)Math.Floor(Math.Log10(size)));
        return Math.Round(value, decimals).ToString("#,0.######", CultureInfo.InvariantCulture).Replace("-", "−");
    }

    /// <summary>A share in per cent, with three significant digits; empty when it is not finite.</summary>
    public static string Percent(double share)
    {
        if (!double.IsFinite(share)) return "";
        double percent = 100 * share;
        int decimals = percent == 0 ? 0 : Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(percent))), 0, 6);
        return Math.Round(percent, decimals).ToString("0.######", CultureInfo.InvariantCulture).Replace("-", "−") + "%";
    }

    /// <summary>A label of a logarithmic axis: a plain number near 1, else a power of ten.</summary>
    public static string Power(double value, bool plain)
    {
        if (plain) return value.ToString("#,0.########", CultureInfo.InvariantCulture);
        int power = (int)Math.Floor(Math.Log10(value) + 1e-9);
        double mantissa = Math.Round(value / Math.Pow(10, power), 6);
        return mantissa == 1 ? $"10{Superscript(power)}" : $"{mantissa.ToString(CultureInfo.InvariantCulture)}×10{Superscript(power)}";
    }

    /// <summary>A number by a format in d3's notation; by the short form when the format is not known.</summary>
    public static string Formatted(double value, string format)
    {
        Match match = D3().Match(format);
        if (!match.Success) return Short(value);
        int digits = match.Groups["digits"].Success ? int.Parse(match.Groups["digits"].Value, CultureInfo.InvariantCulture) : 6;
        string comma = match.Groups["comma"].Success ? "N" : "F";
        string text = match.Groups["kind"].Value switch
        {
            "d" => Math.Round(value).ToString(comma + "0", CultureInfo.InvariantCulture),
            "e" => value.ToString("0." + new string('0', digits) + "e+0", CultureInfo.InvariantCulture),
            "%" => (100 * value).ToString(comma + digits, CultureInfo.InvariantCulture) + "%",
            "s" => Labels([value])[0],
            "g" or "r" or "" => value.ToString("G" + Math.Max(1, digits), CultureInfo.InvariantCulture),
            _ => value.ToString(comma + digits, CultureInfo.InvariantCulture),
        };
        return text.Replace("-", "−");
    }

    private static string Fixed(double value, int decimals)
    {
        string text = value.ToString("N" + decimals, CultureInfo.InvariantCulture);
        return (text.Trim('-', '0', '.', ',').Length == 0 ? text.TrimStart('-') : text).Replace("-", "−");
    }

    /// <summary>The decimals that a step needs: 0.25 needs two.</summary>
    private static int Decimals(double step)
    {
        for (int decimals = 0; decimals < 10; decimals++)
        {
            double scaled = step * Math.Pow(10, decimals);
            if (Math.Abs(scaled - Math.Round(scaled)) < 1e-6 * Math.Max(1, scaled) && Math.Round(scaled) != 0) return decimals;
        }
        return 3;
    }

    private static string Superscript(int power) =>
        string.Concat(power.ToString(CultureInfo.InvariantCulture).Select(c => c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']));

    [GeneratedRegex(@"^(?<comma>,)?(\.(?<digits>\d+))?~?(?<kind>[fde%sgr]?)$")]
    private static partial Regex D3();
}
