using System.Globalization;
using CourseLib.Charts.Data;

namespace CourseLib.Charts.Scales;

/// <summary>Ticks at round dates and times; the values are milliseconds since 1970.</summary>
internal static class DateTicks
{
    private const double Second = 1000, Minute = 60 * Second, Hour = 60 * Minute, Day = 24 * Hour;

    private static readonly double[] Steps =
    [
        Second, 5 * Second, 15 * Second, 30 * Second, Minute, 5 * Minute, 15 * Minute, 30 * Minute,
        Hour, 3 * Hour, 6 * Hour, 12 * Hour, Day, 2 * Day, 7 * Day, 14 * Day,
    ];

    private static readonly int[] Months = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200];

    public static Tick[] Between(double low, double high, int most)
    {
        if (low > high) (low, high) = (high, low);
        double rough = (high - low) / Math.Max(1, most - 1);
        if (rough < Second) return [.. LinearTicks.Between(low, high, most).Select(v => new Tick(v, Text(v, "HH:mm:ss.fff")))];
        double step = Array.Find(Steps, s => s >= rough);
        if (step > 0)
            return [.. LinearTicks.At(low, high, step).Select(v => new Tick(v, Text(v, step >= Day ? "MMM d" : step >= Minute ? "HH:mm" : "HH:mm:ss")))];
        int months = Array.Find(Months, m => m * 30.4 * Day >= rough) is var found and > 0 ? found : Months[^1];
        DateTime date = Series.ToDate(low);
        date = new(date.Year, 1, 1);
        List<Tick> ticks = [];
        for (; Milliseconds(date) <= high && date.Year < 9000; date = date.AddMonths(months))
            if (Milliseconds(date) >= low) ticks.Add(new(Milliseconds(date), Text(Milliseconds(date), months >= 12 ? "yyyy" : "MMM yyyy")));
        return [.. ticks];
    }

    private static double Milliseconds(DateTime date) => (date - DateTime.UnixEpoch).TotalMilliseconds;

    private static string Text(double v, string format) => Series.ToDate(v).ToString(format, CultureInfo.InvariantCulture);
}
