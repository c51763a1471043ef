namespace CourseLib.Charts.Drawing;

/// <summary>A range on a gauge with its colour.</summary>
internal sealed record GaugeStep(double From, double To, CssColor? Color);

/// <summary>The scale on which an indicator's value is seen.</summary>
internal sealed record Gauge(bool Bullet, double Low, double High)
{
    /// <summary>The colour of the bar that reaches to the value.</summary>
    public CssColor? Bar { get; init; }

    public GaugeStep[] Steps { get; init; } = [];

    public double? Threshold { get; init; }

    public CssColor? ThresholdColor { get; init; }
}

/// <summary>One number, with its change and on a gauge where these are asked for.</summary>
internal sealed record IndicatorTrace(double Value) : Trace
{
    public override string Type => "indicator";

    public string? Title { get; init; }

    /// <summary>The number as it is written; null when it is not shown.</summary>
    public string? Number { get; init; }

    /// <summary>What the value is compared with; null when the change is not shown.</summary>
    public double? Reference { get; init; }

    /// <summary>Whether the change is a share of the reference.</summary>
    public bool Relative { get; init; }

    public CssColor Increasing { get; init; } = new(BarTrace.Increasing);

    public CssColor Decreasing { get; init; } = new(BarTrace.Decreasing);

    public Gauge? Gauge { get; init; }

    public override bool UsesPalette => false;
}
