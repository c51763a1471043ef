using CourseLib.Charts.Data;

namespace CourseLib.Charts.Drawing;

/// <summary>A coloured cell for each number of a matrix; row 0 is at the bottom unless the axis is reversed.</summary>
internal sealed record HeatmapTrace(Matrix Z, ColorMap Map) : Trace
{
    public override string Type => "heatmap";

    public Series? X { get; init; }

    public Series? Y { get; init; }

    /// <summary>The texts on the cells, row by row.</summary>
    public string[][]? Texts { get; init; }

    public override bool UsesPalette => false;

    public override Series XValues => X ?? Series.Index(Z.Columns);

    public override Series YValues => Y ?? Series.Index(Z.Rows);
}
