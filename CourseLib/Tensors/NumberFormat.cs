using System.Globalization;

namespace CourseLib.Tensors;

/// <summary>One way to write all the numbers of a table: whole numbers as such, four decimals while that shows them well, else powers of ten.</summary>
internal static class NumberFormat
{
    /// <summary>The way that suits <paramref name="numbers"/>.</summary>
    public static Func<float, string> For(ReadOnlySpan<float> numbers)
    {
        double largest = 0, smallest = double.PositiveInfinity;
        bool areWhole = true;
        foreach (float number in numbers)
        {
            if (!float.IsFinite(number)) continue;
            double size = Math.Abs((double)number);
            largest = Math.Max(largest, size);
            if (size > 0) smallest = Math.Min(smallest, size);
            areWhole &= size == Math.Floor(size);
        }
        if (areWhole && largest < 1e8) return number => Write(number, "0");
        if (largest >= 1e5 || largest < 1e-3 || smallest < 1e-4 * Math.Max(1, largest) && smallest < 1e-5) return number => Write(number, "0.0000e+00");
        return number => Write(number, "0.0000");
    }

    private static string Write(float number, string format) =>
        float.IsNaN(number) ? "NaN" : float.IsPositiveInfinity(number) ? "∞" : float.IsNegativeInfinity(number) ? "-∞" : number.ToString(format, CultureInfo.InvariantCulture);
}
