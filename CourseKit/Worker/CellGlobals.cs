namespace CourseKit.Worker;

/// <summary>What a cell can call without a class in front of it.</summary>
/// <remarks>The names are those of .NET Interactive, so that a notebook runs there as well.</remarks>
public static class CellGlobals
{
    /// <summary>Takes every value that a cell shows. Set by the worker.</summary>
    internal static Action<IReadOnlyDictionary<string, string>, string, bool> Sink { get; set; } = (_, _, _) => { };

    /// <summary>Shows a value now, in the middle of a cell.</summary>
    /// <param name="value">Anything.</param>
    /// <param name="mimeType">"text/html" to take the value's text as HTML, and so on; null to let the value decide.</param>
    /// <returns>Lets the cell replace what is shown.</returns>
    public static DisplayedValue display(object? value, string? mimeType = null)
    {
        var displayed = new DisplayedValue(mimeType);
        displayed.Show(value, update: false);
        return displayed;
    }

    /// <summary>As <see cref="display"/>, at the end of an expression.</summary>
    public static DisplayedValue Display<T>(this T value, string? mimeType = null) => display(value, mimeType);

    /// <summary>Text that is shown as HTML.</summary>
    public static Markup HTML(string html) => new("text/html", html);

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

/// <summary>A value on show, which can be replaced.</summary>
public sealed class DisplayedValue
{
    private readonly string id = Guid.NewGuid().ToString("N");
    private readonly string? mimeType;

    internal DisplayedValue(string? mimeType) => this.mimeType = mimeType;

    /// <summary>Shows <paramref name="value"/> in the place of what is shown.</summary>
    public void Update(object? value) => Show(value, update: true);

    internal void Show(object? value, bool update) => CellGlobals.Sink(Formatter.Bundle(value, mimeType), id, update);
}
