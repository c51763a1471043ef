using System.Diagnostics;
using System.Net;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Formatting;

namespace CourseLib.Interactive;

/// <summary>What a cell can call in the course's own kernel without a class in front of it, and .NET Interactive has not.</summary>
public static class CellFunctions
{
    /// <summary>Text that is shown as mathematics.</summary>
    public static LaTeXString Latex(string latex) => new(latex);

    /// <summary>Text that is shown as Markdown.</summary>
    public static MarkdownText Markdown(string markdown) => new(markdown);

    /// <summary>Takes away the values that the cell has shown so far; what it has written to the console stays.</summary>
    /// <param name="wait">Only when a new value comes, so that nothing flickers.</param>
    public static void ClearOutput(bool wait = false) => ShownValues.Clear(wait);

    /// <summary>Asks for a line that is not shown while it is typed.</summary>
    /// <param name="prompt">What stands before the line.</param>
    public static string? ReadPassword(string prompt = "") =>
        Kernel.GetPasswordAsync(prompt).GetAwaiter().GetResult()?.GetClearTextPassword();

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
            DisplayedValue bar = Kernel.display(Bar(label, 0, total, TimeSpan.Zero));
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

        private static object Bar(string label, int done, int? total, TimeSpan elapsed)
        {
            string count = total is null ? $"{done}" : $"{done}/{total}";
            string bar = total is null ? "" : $"<progress value=\"{done}\" max=\"{Math.Max(1, total.Value)}\"></progress> ";
            return Kernel.HTML($"{WebUtility.HtmlEncode(label)} {bar}{count}, {elapsed.TotalSeconds:0.0} s");
        }
    }
}

/// <summary>Text in Markdown.</summary>
/// <param name="Text">The text.</param>
public sealed record MarkdownText(string Text)
{
    /// <summary>The text as it is written.</summary>
    public override string ToString() => Text;
}
