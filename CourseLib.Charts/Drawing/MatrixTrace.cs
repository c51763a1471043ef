using CourseLib.Charts.Data;

namespace CourseLib.Charts.Drawing;

/// <summary>Numbers over a grid of points, each with its colour; row 0 is at the bottom unless the axis is reversed.</summary>
internal abstract record MatrixTrace(Matrix Z, ColorMap Map) : Trace
{
    /// <summary>The columns' places; 0, 1, 2, … unless given.</summary>
    public Series? X { get; init; }

    /// <summary>The rows' places; 0, 1, 2, … unless given.</summary>
    public Series? Y { get; init; }

    public override bool UsesPalette => false;

    public override Series XValues => X ?? Series.Index(Z.Columns);

    public override Series YValues => Y ?? Series.Index(Z.Rows);
}
