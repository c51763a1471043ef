using CourseLib.Charts.Data;
using Plotly.NET;
using Plotly.NET.LayoutObjects;
using static CourseLib.Charts.PlotlyObject;
using Layout = Plotly.NET.Layout;

namespace CourseLib.Charts;

/// <summary>Texts, arrows and shapes on a chart.</summary>
public static class ChartNotes
{
    /// <summary>A text at a place of a panel, with an arrow to it if wanted.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="X">The place along x: a number, a text or a date as on the axis.</param>
    /// <param name="Y">The place along y.</param>
    /// <param name="Text">The text.</param>
    /// <param name="ShowArrow">Whether an arrow points to the place.</param>
    /// <param name="AX">How far right of the place the text stands, in pixels.</param>
    /// <param name="AY">How far below it (negative: above), in pixels.</param>
    /// <param name="Color">The colour of text and arrow.</param>
    /// <param name="Size">The text's height in pixels.</param>
    /// <param name="Paper">X and Y run from 0 to 1 across the panel, whatever its axes.</param>
    /// <param name="Id">The panel of a grid, from 1 row by row.</param>
    public static GenericChart WithAnnotation(
        this GenericChart chart, object X, object Y, string Text, bool ShowArrow = true, double? AX = null, double? AY = null,
        AnyColor? Color = null, double? Size = null, bool Paper = false, int Id = 1)
    {
        string suffix = Panels.Suffix(Panels.Chosen(chart, Id)[0].Number), reference = Paper ? " domain" : "";
        double right = AX ?? (ShowArrow ? 24 : 0), down = AY ?? (ShowArrow ? -30 : 0);
        Annotation note = Of<Annotation>(
            ("text", Text), ("xref", $"x{suffix}{reference}"), ("yref", $"y{suffix}{reference}"), ("x", Place(X)), ("y", Place(Y)), ("showarrow", ShowArrow),
            (ShowArrow ? "ax" : "xshift", right), (ShowArrow ? "ay" : "yshift", ShowArrow ? down : -down), ("arrowcolor", ShowArrow ? Color?.Value : null),
            ("font", Color is null && Size is null ? null : Of<Font>(("color", Color?.Value), ("size", Size))));
        Layout layout = GenericChart.getLayout(chart);
        return chart.With(("annotations", (Annotation[])[.. layout.List<Annotation>("annotations"), note]));
    }

    /// <summary>A text at each of several places, without arrows.</summary>
    public static GenericChart WithAnnotations<TX, TY>(this GenericChart chart, IEnumerable<(TX X, TY Y, string Text)> annotations, int Id = 1)
        where TX : notnull where TY : notnull =>
        annotations.Aggregate(chart, (made, a) => made.WithAnnotation(a.X, a.Y, a.Text, ShowArrow: false, Id: Id));

    /// <summary>A line, rectangle or ellipse behind the data. Without X0 and X1, or Y0 and Y1, it reaches across the panel.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="ShapeType">What it is; a line unless given.</param>
    /// <param name="X0">One end along x.</param>
    /// <param name="X1">The other end along x.</param>
    /// <param name="Y0">One end along y.</param>
    /// <param name="Y1">The other end along y.</param>
    /// <param name="LineColor">The outline's colour; the text's unless given.</param>
    /// <param name="LineWidth">The outline's width in pixels.</param>
    /// <param name="LineDash">The outline's dashes.</param>
    /// <param name="FillColor">The inside's colour.</param>
    /// <param name="Opacity">0 (unseen) … 1.</param>
    /// <param name="Id">The panel of a grid, from 1 row by row.</param>
    public static GenericChart WithShape(
        this GenericChart chart, StyleParam.ShapeType? ShapeType = null, object? X0 = null, object? X1 = null, object? Y0 = null, object? Y1 = null,
        AnyColor? LineColor = null, double LineWidth = 1.5, StyleParam.DrawingStyle? LineDash = null, AnyColor? FillColor = null, double Opacity = 1, int Id = 1)
    {
        string suffix = Panels.Suffix(Panels.Chosen(chart, Id)[0].Number);
        bool acrossX = X0 is null && X1 is null, acrossY = Y0 is null && Y1 is null;
        Shape shape = Of<Shape>(
            ("type", StyleParam.ShapeType.convert.Invoke(ShapeType ?? StyleParam.ShapeType.Line)),
            ("xref", acrossX ? $"x{suffix} domain" : "x" + suffix), ("yref", acrossY ? $"y{suffix} domain" : "y" + suffix),
            ("x0", Place(X0 ?? X1 ?? 0)), ("x1", Place(X1 ?? X0 ?? 1)), ("y0", Place(Y0 ?? Y1 ?? 0)), ("y1", Place(Y1 ?? Y0 ?? 1)),
            ("opacity", Opacity), ("fillcolor", FillColor?.Value),
            ("line", Of<Line>(("width", LineWidth), ("color", LineWidth == 0 ? null : LineColor?.Value), ("dash", LineDash is null ? null : StyleParam.DrawingStyle.convert.Invoke(LineDash)))));
        Layout layout = GenericChart.getLayout(chart);
        return chart.With(("shapes", (Shape[])[.. layout.List<Shape>("shapes"), shape]));
    }

    private static object Place(object value) => Series.From(new[] { value }).Elements[0];
}
