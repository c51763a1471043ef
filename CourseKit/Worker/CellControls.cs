using System.Diagnostics;
using System.Net;

namespace CourseKit.Worker;

/// <summary>More that a cell can call without a class in front of it; none of it hides a name of .NET.</summary>
public static class CellControls
{
    /// <summary>Set by the worker.</summary>
    internal static Action<bool> Clear { get; set; } = _ => { };

    /// <summary>Set by the worker.</summary>
    internal static Func<string, string?> AskPassword { get; set; } = _ => null;

    /// <summary>Takes away what the cell has shown so far.</summary>
    /// <param name="wait">Only when something new comes, so that nothing flickers.</param>
    public static void ClearOutput(bool wait = false) => Clear(wait);

    /// <summary>Asks for a line that is not shown while it is typed; null at the end of input.</summary>
    /// <param name="prompt">What stands before the line.</param>
    public static string? ReadPassword(string prompt = "") => AskPassword(prompt);

    /// <summary>Loops that show how far they are.</summary>
    public static class Progress
    {
        private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

        /// <summary>The same items, and a bar that moves as they are taken.</summary>
        /// <param name="items">Anything that can be looped over; with a known count the bar has an end.</param>
        /// <param name="label">What stands before the bar.</param>
        public static IEnumerable<T> Over<T>(IEnumerable<T> items, string label = "")
        {
            ArgumentNullException.ThrowIfNull(items);
            return Count(items, label);
        }

        private static IEnumerable<T> Count<T>(IEnumerable<T> items, string label)
        {
            int? total = items.TryGetNonEnumeratedCount(out int known) ? known : null;
            long start = Stopwatch.GetTimestamp(), shown = start;
            int done = 0;
            DisplayedValue bar = CellGlobals.display(Bar(label, 0, total, TimeSpan.Zero));
            foreach (T item in items)
            {
                yield return item;
                done++;
                if (Stopwatch.GetElapsedTime(shown) < Interval) continue;
                shown = Stopwatch.GetTimestamp();
                bar.Update(Bar(label, done, total, Stopwatch.GetElapsedTime(start)));
            }
            bar.Update(Bar(label, done, done, Stopwatch.GetElapsedTime(start)));
        }

        private static Markup Bar(string label, int done, int? total, TimeSpan elapsed)
        {
            string count = total is null ? $"{done}" : $"{done}/{total}";
            string rest = total > done && done > 0 ? $", about {(elapsed * (total.Value - done) / done).TotalSeconds:0} s more" : "";
            string bar = total is null ? "" : $"<progress value=\"{done}\" max=\"{Math.Max(1, total.Value)}\"></progress> ";
            return new Markup("text/html", $"{WebUtility.HtmlEncode(label)} {bar}{count}, {elapsed.TotalSeconds:0.0} s{rest}");
        }
    }
}
