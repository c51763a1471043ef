using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Formatting;

namespace CourseKit.Worker;

/// <summary>What a cell can call without a class in front of it.</summary>
/// <remarks>The names are those of .NET Interactive, so that a notebook runs there as well.</remarks>
public static class CellGlobals
{
    /// <summary>Shows a value now, in the middle of a cell.</summary>
    /// <param name="value">Anything.</param>
    /// <param name="mimeTypes">"text/html" and so on: what to show it as, and a string is taken as text of that type; none to let the
    /// value decide.</param>
    /// <returns>Lets the cell replace what is shown.</returns>
    public static DisplayedValue display(object? value, params string[]? mimeTypes) => Displays.Begin(value, mimeTypes);

    /// <summary>As <see cref="display"/>, at the end of an expression.</summary>
    /// <remarks>The parameters are such that the compiler prefers these two to the library's <c>Display</c>.</remarks>
    public static DisplayedValue Display(this object? value, string? mimeType = null) =>
        Displays.Begin(value, mimeType is null ? null : [mimeType]);

    /// <inheritdoc cref="Display(object?, string?)"/>
    public static DisplayedValue Display(this object? value, string first, string second, params string[] others) =>
        Displays.Begin(value, [first, second, .. others]);

    /// <summary>Text that is shown as HTML.</summary>
    public static IHtmlContent HTML(string html) => new HtmlString(html);

    /// <summary>Text that is shown as mathematics.</summary>
    public static Markup Latex(string latex) => new("text/latex", latex);

    /// <summary>Text that is shown as Markdown.</summary>
    public static Markup Markdown(string markdown) => new("text/markdown", markdown);
}

/// <summary>Text in a markup language.</summary>
/// <param name="MimeType">Which language.</param>
/// <param name="Text">The text.</param>
public sealed record Markup(string MimeType, string Text)
{
    /// <summary>The text as it is written.</summary>
    public override string ToString() => Text;
}
