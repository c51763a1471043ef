using System.Runtime.CompilerServices;
using Microsoft.DotNet.Interactive.Formatting;

namespace CourseKit.Worker;

/// <summary>
/// What is on show and may be replaced: by the kernel itself, by cells through the library's <see cref="DisplayedValue"/>, or by
/// libraries.
/// </summary>
internal static class Displays
{
    /// <summary>Takes every value that is shown: its forms, its id, and whether it replaces what has that id. Set by the worker.</summary>
    public static Action<IReadOnlyDictionary<string, string>, string, bool> Sink { get; set; } = (_, _, _) => { };

    /// <summary>Shows a value, in the place of what has that <paramref name="id"/> where one is given.</summary>
    /// <returns>The id by which it can be replaced.</returns>
    public static string Show(object? value, string? id = null)
    {
        string own = id ?? Guid.NewGuid().ToString("N");
        Sink(Formatter.Bundle(value), own, id is not null);
        return own;
    }

    /// <summary>Whether the value is something on show, which is not shown again as a cell's result. By name: it is asked of every value.</summary>
    public static bool IsOnShow(object? value) => value?.GetType().FullName == InteractiveFormatting.AssemblyName + ".DisplayedValue";

    /// <summary>As <see cref="Show"/>, for a cell.</summary>
    public static DisplayedValue Begin(object? value, string[]? mimeTypes)
    {
        InteractiveFormatting.Renew();
        return Cells.Begin(value, mimeTypes ?? []);
    }

    /// <summary>Hears of what is displayed or replaced by way of the library.</summary>
    public static void Follow(DisplayedValue shown) => Cells.Follow(shown);

    private static class Cells
    {
        private static readonly FormattedValue[] Unformatted = [new(InteractiveFormatting.Later, "")];

        /// <summary>The MIME types that a cell wants; null where the library has formatted.</summary>
        private static readonly ConditionalWeakTable<DisplayedValue, string[]?> Known = [];

        public static DisplayedValue Begin(object? value, string[] mimeTypes)
        {
            var displayed = new DisplayedValue(value, Unformatted);
            Known.Add(displayed, mimeTypes);
            Sink(Formatter.Bundle(value, mimeTypes), displayed.DisplayId, false);
            return displayed;
        }

        public static void Follow(DisplayedValue shown)
        {
            // The library announces another object than the one that its caller gets: what replaces the unknown is new.
            bool isKnown = Known.TryGetValue(shown, out string[]? mimeTypes);
            if (!isKnown) Known.Add(shown, null);
            Sink(mimeTypes is not null ? Formatter.Bundle(shown.Value, mimeTypes) : Formatted(shown), shown.DisplayId, isKnown);
        }

        private static Dictionary<string, string> Formatted(DisplayedValue shown)
        {
            var bundle = new Dictionary<string, string>();
            foreach (FormattedValue form in shown.FormattedValues)
                if (form.Value.Length <= Formatter.LongestForm) bundle.TryAdd(form.MimeType, form.Value);
            bundle[Formatter.Plain] = PlainText.Of(bundle.GetValueOrDefault(Formatter.Plain) ?? PlainText.Of(shown.Value));
            return bundle;
        }
    }
}
