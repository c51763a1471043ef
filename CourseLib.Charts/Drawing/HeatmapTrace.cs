using CourseLib.Charts.Data;

namespace CourseLib.Charts.Drawing;

/// <summary>A coloured cell for each number of a matrix.</summary>
internal sealed record HeatmapTrace(Matrix Z, ColorMap Map) : MatrixTrace(Z, Map)
{
    public override string Type => "heatmap";

    /// <summary>The texts on the cells, row by row.</summary>
    public string[][]? Texts { get; init; }
}
