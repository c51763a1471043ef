namespace CourseLib.Charts.Drawing;

/// <summary>The style of one axis of one panel. What is null is decided by the data.</summary>
internal sealed record Axis
{
    public string? Title { get; init; }

    public Words.AxisType? Type { get; init; }

    /// <summary>The ends; powers of ten on a logarithmic axis; the first may be the larger.</summary>
    public (double Low, double High)? Range { get; init; }

    public bool Visible { get; init; } = true;

    public bool? ShowGrid { get; init; }

    public bool? ShowLine { get; init; }

    public bool? ZeroLine { get; init; }

    public bool? ShowTickLabels { get; init; }

    public bool Reversed { get; init; }

    public double? DTick { get; init; }

    public double[]? TickVals { get; init; }

    public string[]? TickText { get; init; }

    /// <summary>A number format in d3's notation: <c>.2f</c>, <c>.0%</c>, <c>,d</c>, <c>.1e</c>, <c>~s</c>.</summary>
    public string? TickFormat { get; init; }

    public string[]? CategoryArray { get; init; }

    /// <summary>A y axis at the right edge.</summary>
    public bool OnRight { get; init; }

    /// <summary>On a y axis: one unit is as long as one unit of the x axis.</summary>
    public bool EqualAspect { get; init; }
}
