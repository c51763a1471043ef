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
        /// <summary>The same items, and a bar that moves as they are taken.</summary>
        /// <param name="items">Anything that can be looped over; with a known count the bar has an end.</param>
        /// <param name="label">What stands before the bar.</param>
        public static IEnumerable<T> Over<T>(IEnumerable<T> items, string label = "") => ProgressBar.Over(items, label, Bar);

        private static Action<string> Bar()
        {
            DisplayedValue? bar = null;
            return html =>
            {
                if (bar is null) bar = Kernel.display(Kernel.HTML(html));
                else bar.Update(Kernel.HTML(html));
            };
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
