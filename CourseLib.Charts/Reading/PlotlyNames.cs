using CourseLib.Charts.Drawing;

namespace CourseLib.Charts.Reading;

/// <summary>Plotly's own words for the style values.</summary>
internal static class PlotlyNames
{
    public static string Plotly(this Words.DrawingStyle dash) => dash.ToString().ToLowerInvariant();

    public static string Plotly(this Words.MarkerSymbol symbol) => symbol switch
    {
        Words.MarkerSymbol.TriangleUp => "triangle-up",
        Words.MarkerSymbol.TriangleDown => "triangle-down",
        _ => symbol.ToString().ToLowerInvariant(),
    };

    public static string Plotly(this Words.Mode mode) => mode.ToString().ToLowerInvariant().Replace('_', '+');

    public static string Plotly(this Words.TextPosition position) => position switch
    {
        Words.TextPosition.Inside => "inside",
        Words.TextPosition.Outside => "outside",
        Words.TextPosition.Auto => "auto",
        _ => position.ToString() switch
        {
            ['T', 'o', 'p', .. var rest] => "top " + rest.ToLowerInvariant(),
            ['M', 'i', 'd', 'd', 'l', 'e', .. var rest] => "middle " + rest.ToLowerInvariant(),
            var bottom => "bottom " + bottom["Bottom".Length..].ToLowerInvariant(),
        },
    };

    public static string Plotly(this Words.HistNorm norm) => norm switch
    {
        Words.HistNorm.None => "",
        Words.HistNorm.ProbabilityDensity => "probability density",
        _ => norm.ToString().ToLowerInvariant(),
    };

    public static string Plotly(this Words.HistFunc func) => func.ToString().ToLowerInvariant();

    public static string Plotly(this Words.Shape shape) => shape.ToString().ToLowerInvariant();

    public static string Plotly(this Words.Fill fill) => fill switch
    {
        Words.Fill.ToZero_y => "tozeroy",
        Words.Fill.ToNext_y => "tonexty",
        Words.Fill.ToSelf => "toself",
        _ => "none",
    };

    public static string Plotly(this Words.AxisType type) => type == Words.AxisType.Auto ? "-" : type.ToString().ToLowerInvariant();

    public static string Plotly(this Words.ShapeType type) =>
        type == Words.ShapeType.Rectangle ? "rect" : type.ToString().ToLowerInvariant();

    /// <summary>The value that is spelled so; null where none is.</summary>
    public static T? Named<T>(string? name, Func<T, string> spelling) where T : struct, Enum =>
        Enum.GetValues<T>().Where(value => spelling(value) == name).Select(value => (T?)value).FirstOrDefault();

    public static T Named<T>(string? name, Func<T, string> spelling, T otherwise) where T : struct, Enum =>
        Named(name, spelling) ?? otherwise;
}
