namespace CourseLib.Charts;

public sealed partial record Figure
{
    /// <summary>A text at a place of a panel, with an arrow to it if wanted.</summary>
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
    public Figure WithAnnotation(
        object X, object Y, string Text, bool ShowArrow = true, double? AX = null, double? AY = null,
        Color? Color = null, double? Size = null, bool Paper = false, int Id = 1)
    {
        Annotation note = new(X, Y, Text, ShowArrow, AX ?? (ShowArrow ? 24 : 0), AY ?? (ShowArrow ? -30 : 0), Color, Size, Paper);
        return Styled(Id, panel => panel with { Annotations = panel.Annotations.Add(note) });
    }

    /// <summary>A text at each of several places, without arrows.</summary>
    public Figure WithAnnotations<TX, TY>(IEnumerable<(TX X, TY Y, string Text)> annotations, int Id = 1) where TX : notnull where TY : notnull =>
        annotations.Aggregate(this, (figure, a) => figure.WithAnnotation(a.X, a.Y, a.Text, ShowArrow: false, Id: Id));

    /// <summary>A line, rectangle or ellipse behind the data. Without X0 and X1, or Y0 and Y1, it reaches across the panel.</summary>
    /// <param name="ShapeType">What it is.</param>
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
    public Figure WithShape(
        StyleParam.ShapeType ShapeType = StyleParam.ShapeType.Line, object? X0 = null, object? X1 = null, object? Y0 = null, object? Y1 = null,
        Color? LineColor = null, double LineWidth = 1.5, StyleParam.DrawingStyle LineDash = StyleParam.DrawingStyle.Solid,
        Color? FillColor = null, double Opacity = 1, int Id = 1) =>
        Styled(Id, panel => panel with { Shapes = panel.Shapes.Add(new(ShapeType, X0, X1, Y0, Y1, LineColor, LineWidth, LineDash, FillColor, Opacity)) });
}
