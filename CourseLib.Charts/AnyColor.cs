using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Plotly.NET;

namespace CourseLib.Charts;

/// <summary>A colour as an argument: Plotly.NET's <see cref="Color"/>, or a CSS text such as <c>"crimson"</c>, <c>"#rrggbb"</c> or <c>"rgb(…)"</c>.</summary>
public sealed class AnyColor
{
    private AnyColor(Color value) => Value = value;

    /// <summary>The colour as Plotly.NET has it.</summary>
    public Color Value { get; }

    /// <summary>True when this is one colour for all points.</summary>
    internal bool IsSingle => Value.Value is string or not IEnumerable;

    /// <summary>True when a number gives each point its colour.</summary>
    internal bool IsByValue => Value.Value is IEnumerable values and not string && values.Cast<object?>().FirstOrDefault() is IConvertible and not string;

    /// <summary>The colour as the picture has it.</summary>
    internal CssColor Parsed => Value.Value switch
    {
        string css => new(css),
        ARGB { A: 255 } c => new($"#{c.R:x2}{c.G:x2}{c.B:x2}"),
        ARGB c => new(FormattableString.Invariant($"rgba({c.R},{c.G},{c.B},{c.A / 255.0:0.###})")),
        var other => new(other?.ToString() ?? "#808080"),
    };

    /// <summary>Plotly.NET's colour.</summary>
    public static AnyColor Of(Color color) => new(color);

    /// <summary>Plotly.NET's colour: one, one for each point, or one number for each point.</summary>
    [return: NotNullIfNotNull(nameof(color))]
    public static implicit operator AnyColor?(Color? color) => color is null ? null : new(color);

    /// <summary>A CSS colour: a name, <c>#rrggbb</c>, <c>rgb(…)</c> or <c>rgba(…)</c>.</summary>
    /// <exception cref="ArgumentException">The text has none of these forms.</exception>
    [return: NotNullIfNotNull(nameof(css))]
    public static implicit operator AnyColor?(string? css) => css is null ? null
        : CssColor.IsCss(css) ? new(Color.fromString(css))
        : throw new ArgumentException($"'{css}' is not a colour: write a CSS name such as \"crimson\", #rrggbb, rgb(…) or rgba(…).");

    /// <inheritdoc/>
    public override string ToString() => Parsed.Css;
}
