using System.Collections.Immutable;

namespace CourseLib.Charts;

/// <summary>One pair (or triple) of axes and what stands on it besides the traces; a figure has one, a grid of charts several.</summary>
internal sealed record Panel
{
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
internal sealed record Annotation(object X, object Y, string Text, bool ShowArrow, double Ax, double Ay, Color? Color, double? Size, bool Paper);

/// <summary>A line, rectangle or ellipse; a missing end reaches the panel's edge.</summary>
internal sealed record LayoutShape(
    StyleParam.ShapeType Type, object? X0, object? X1, object? Y0, object? Y1,
    Color? LineColor, double LineWidth, StyleParam.DrawingStyle Dash, Color? FillColor, double Opacity);
