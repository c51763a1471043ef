using System.Diagnostics;
using System.Net;

namespace CourseLib.Interactive;

/// <summary>A loop that shows how far it is, in whatever kernel it runs.</summary>
internal static class ProgressBar
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>The same items, and a bar that moves as they are taken.</summary>
    /// <param name="items">Anything that can be looped over; with a known count the bar has an end.</param>
    /// <param name="label">What stands before the bar.</param>
    /// <param name="begin">Gives, for each time that the items are run through, what shows HTML: at first anew, then in the same place.</param>
    /// <exception cref="ArgumentNullException">There are no items.</exception>
    public static IEnumerable<T> Over<T>(IEnumerable<T> items, string label, Func<Action<string>> begin)
    {
        ArgumentNullException.ThrowIfNull(items);
        return Count(items, label, begin);
    }

    private static IEnumerable<T> Count<T>(IEnumerable<T> items, string label, Func<Action<string>> begin)
    {
        Action<string> show = begin();
        int? total = items.TryGetNonEnumeratedCount(out int known) ? known : null;
        long start = Stopwatch.GetTimestamp(), shown = start;
        int done = 0;
        show(Html(label, 0, total, TimeSpan.Zero));
        foreach (T item in items)
        {
            yield return item;
            done++;
            if (Stopwatch.GetElapsedTime(shown) < Interval) continue;
            shown = Stopwatch.GetTimestamp();
            show(Html(label, done, total, Stopwatch.GetElapsedTime(start)));
        }
        show(Html(label, done, done, Stopwatch.GetElapsedTime(start)));
    }

    private static string Html(string label, int done, int? total, TimeSpan elapsed)
    {
        string count = total is null ? $"{done}" : $"{done}/{total}";
        string rest = total > done && done > 0 ? $", about {(elapsed * (total.Value - done) / done).TotalSeconds:0} s more" : "";
        string bar = total is null ? "" : $"<progress value=\"{done}\" max=\"{Math.Max(1, total.Value)}\"></progress> ";
        return $"{WebUtility.HtmlEncode(label)} {bar}{count}, {elapsed.TotalSeconds:0.0} s{rest}";
    }
}
