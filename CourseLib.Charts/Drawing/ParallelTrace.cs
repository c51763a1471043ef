namespace CourseLib.Charts.Drawing;

/// <summary>Every observation as a line over parallel axes; over categories as bands whose width is how often they occur.</summary>
internal sealed record ParallelTrace(Dimension[] Dimensions, bool Categorical) : Trace
{
    public override string Type => Categorical ? "parcats" : "parcoords";

    public LineStyle Line { get; init; } = new();

    /// <summary>How often each observation occurs; once where nothing is said.</summary>
    public double[] Counts { get; init; } = [];

    public override CssColor? OwnColor => Line.Color;

    public override bool UsesLegend => false;

    /// <summary>How many observations have a value in every dimension.</summary>
    public int Count => Dimensions.Select(dimension => dimension.Values.Length).DefaultIfEmpty(0).Min();
}
