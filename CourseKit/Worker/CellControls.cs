using CourseLib.Interactive;

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
        /// <summary>The same items, and a bar that moves as they are taken.</summary>
        /// <param name="items">Anything that can be looped over; with a known count the bar has an end.</param>
        /// <param name="label">What stands before the bar.</param>
        public static IEnumerable<T> Over<T>(IEnumerable<T> items, string label = "") => ProgressBar.Over(items, label, Bar);

        private static Action<string> Bar()
        {
            string? id = null;
            return html => id = Displays.Show(new Markup("text/html", html), id);
        }
    }
}
