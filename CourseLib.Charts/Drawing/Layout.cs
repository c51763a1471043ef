namespace CourseLib.Charts.Drawing;

/// <summary>Where the legend stands.</summary>
internal enum LegendPlace { Right, Top, Below }

/// <summary>What belongs to the figure as a whole.</summary>
internal sealed record Layout
{
    public string? Title { get; init; }

    public double? TitleSize { get; init; }

    public int? Width { get; init; }

    public int? Height { get; init; }

    public Margins Margins { get; init; } = new();

    public bool? ShowLegend { get; init; }

    public LegendPlace? LegendPlace { get; init; }

    public string? LegendTitle { get; init; }

    public Words.BarMode? BarMode { get; init; }

    /// <summary>The gap between bars as a share of their places, 0 … 1.</summary>
    public double? BarGap { get; init; }

    public int Rows { get; init; } = 1;

    public int Columns { get; init; } = 1;

    public string? Caption { get; init; }

    public string? AltText { get; init; }

    public int WidthOrDefault => Width ?? Math.Clamp(180 + 320 * Columns, 700, 1100);

    public int HeightOrDefault => Height ?? (Rows == 1 ? (Columns > 2 ? 340 : 420) : Math.Min(1400, 80 + 250 * Rows));
}

/// <summary>Margins in pixels around the panels; null means as large as the texts there need.</summary>
internal sealed record Margins(double? Left = null, double? Right = null, double? Top = null, double? Bottom = null);
