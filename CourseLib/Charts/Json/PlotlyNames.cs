namespace CourseLib.Charts.Json;

/// <summary>Plotly's own words for the style values.</summary>
internal static class PlotlyNames
{
    public static string Plotly(this StyleParam.DrawingStyle dash) => dash.ToString().ToLowerInvariant();

    public static string Plotly(this StyleParam.MarkerSymbol symbol) => symbol switch
    {
        StyleParam.MarkerSymbol.TriangleUp => "triangle-up",
        StyleParam.MarkerSymbol.TriangleDown => "triangle-down",
        _ => symbol.ToString().ToLowerInvariant(),
    };

    public static string Plotly(this StyleParam.Mode mode) => mode.ToString().ToLowerInvariant().Replace('_', '+');

    public static string Plotly(this StyleParam.TextPosition position) => position switch
    {
        StyleParam.TextPosition.Inside => "inside",
        StyleParam.TextPosition.Outside => "outside",
        StyleParam.TextPosition.Auto => "auto",
        _ => position.ToString() switch
        {
            ['T', 'o', 'p', .. var rest] => "top " + rest.ToLowerInvariant(),
            ['M', 'i', 'd', 'd', 'l', 'e', .. var rest] => "middle " + rest.ToLowerInvariant(),
            var bottom => "bottom " + bottom["Bottom".Length..].ToLowerInvariant(),
        },
    };

    public static string Plotly(this StyleParam.HistNorm norm) => norm switch
    {
        StyleParam.HistNorm.None => "",
        StyleParam.HistNorm.ProbabilityDensity => "probability density",
        _ => norm.ToString().ToLowerInvariant(),
    };

    public static string Plotly(this StyleParam.Fill fill) => fill switch
    {
        StyleParam.Fill.ToZero_y => "tozeroy",
        StyleParam.Fill.ToNext_y => "tonexty",
        StyleParam.Fill.ToSelf => "toself",
        _ => "none",
    };

    public static string Plotly(this StyleParam.AxisType type) => type == StyleParam.AxisType.Auto ? "-" : type.ToString().ToLowerInvariant();

    public static string Plotly(this StyleParam.ShapeType type) => type == StyleParam.ShapeType.Rectangle ? "rect" : type.ToString().ToLowerInvariant();
}
