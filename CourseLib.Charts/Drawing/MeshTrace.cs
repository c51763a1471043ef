using CourseLib.Charts.Data;

namespace CourseLib.Charts.Drawing;

/// <summary>Triangles in three dimensions; what meshes, cones and surfaces of equal value are made of.</summary>
internal sealed record MeshTrace(string Kind, double[] X, double[] Y, double[] Z, (int A, int B, int C)[] Faces) : Trace
{
    public override string Type => Kind;

    public CssColor? Color { get; init; }

    /// <summary>A colour for each triangle.</summary>
    public CssColor[]? FaceColors { get; init; }

    /// <summary>A number for each corner, or for each triangle, coloured by <see cref="Map"/>.</summary>
    public double[]? Intensity { get; init; }

    public ColorMap? Map { get; init; }

    public override CssColor? OwnColor => Color;

    public override bool UsesPalette => Map is null && Color is null;

    public override bool UsesLegend => ShowLegend == true;

    public override bool IsSpatial => true;

    public override Series XValues => Series.Of(X);

    public override Series YValues => Series.Of(Y);

    public override Series ZValues => Series.Of(Z);

    /// <summary>The number of a triangle; null where it has none.</summary>
    public double? ValueOf(int face)
    {
        if (Intensity is not { } values) return null;
        (int a, int b, int c) = Faces[face];
        double value = values.Length == X.Length ? (values[a] + values[b] + values[c]) / 3
            : face < values.Length ? values[face] : double.NaN;
        return double.IsFinite(value) ? value : null;
    }
}
