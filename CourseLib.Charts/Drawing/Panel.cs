using System.Collections.Immutable;

namespace CourseLib.Charts.Drawing;

/// <summary>What a panel has: a pair of axes, a scene, a circle, a triangle, or no axes, only its domain in the figure.</summary>
internal enum PanelKind { Cartesian, Scene, Polar, Ternary, Domain }

/// <summary>How a polar panel is turned.</summary>
/// <param name="Rotation">Where angle 0 points, in degrees from the right, counterclockwise.</param>
/// <param name="Clockwise">Angles grow clockwise.</param>
/// <param name="Hole">The share of the radius that is left out in the middle.</param>
internal sealed record PolarStyle(double Rotation = 0, bool Clockwise = false, double Hole = 0);

/// <summary>One pair (or triple) of axes and what stands on it besides the traces; a figure has one, a grid of charts several.</summary>
internal sealed record Panel
{
    public PanelKind Kind { get; init; }

    public PolarStyle Polar { get; init; } = new();

    /// <summary>What the three coordinates of a ternary panel add up to.</summary>
    public double Sum { get; init; } = 1;

    /// <summary>Plotly's ids of its axes or its scene, <c>x2</c>, <c>y2</c>, <c>scene2</c>; the first axes have no number.</summary>
    public (string X, string Y) Axes { get; init; } = ("x", "y");

    /// <summary>What the x axis shares with panels of the same group: its ends; null for an axis of its own.</summary>
    public string? XGroup { get; init; }

    /// <summary>What the y axis shares with panels of the same group.</summary>
    public string? YGroup { get; init; }

    /// <summary>The share of the figure that it covers.</summary>
    public PanelDomain Domain { get; init; } = new(0, 1, 0, 1);

    public string? Title { get; init; }

    public int Row { get; init; }

    public int Column { get; init; }

    public Axis X { get; init; } = new();

    public Axis Y { get; init; } = new();

    public Axis Z { get; init; } = new();

    public ImmutableArray<Annotation> Annotations { get; init; } = [];

    public ImmutableArray<LayoutShape> Shapes { get; init; } = [];
}

/// <summary>A text at a place in a panel's own units (or, in paper units, 0 … 1 across the panel), with or without an arrow.</summary>
/// <param name="Ax">The text's offset from the arrow's head in pixels, to the right.</param>
/// <param name="Ay">The text's offset from the arrow's head in pixels, downwards.</param>
internal sealed record Annotation(
    object X, object Y, string Text, bool ShowArrow, double Ax, double Ay, CssColor? Color, double? Size, bool Paper)
{
    /// <summary>Which part of the text stands at the place along x: start, middle or end.</summary>
    public string Anchor { get; init; } = "middle";

    /// <summary>How far the text's middle is below the place, in heights of the text.</summary>
    public double Vertical { get; init; }
}

/// <summary>A line, rectangle or ellipse; a missing end reaches the panel's edge.</summary>
internal sealed record LayoutShape(
    Words.ShapeType Type, object? X0, object? X1, object? Y0, object? Y1,
    CssColor? LineColor, double LineWidth, Words.DrawingStyle Dash, CssColor? FillColor, double Opacity);
