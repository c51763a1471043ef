namespace CourseLib.Charts.Drawing;

/// <summary>One part of a whole.</summary>
/// <param name="Pull">How far it stands out, as a share of the radius.</param>
internal sealed record Part(string Label, double Value, string? Text, CssColor? Color, double Pull)
{
    /// <summary>The place in the palette; given by <see cref="Figure.Resolve"/>, so that one label has one colour in a figure.</summary>
    public int Slot { get; init; }
}

/// <summary>Parts of a whole as sectors of a circle or ring, or as slices of a funnel; in the order in which they are drawn.</summary>
internal sealed record PieTrace(Part[] Parts, bool Funnel) : Trace
{
    public override string Type => Funnel ? "funnelarea" : "pie";

    /// <summary>The share of the radius that is empty, 0 … 1.</summary>
    public double Hole { get; init; }

    /// <summary>Where the first sector begins, in degrees clockwise from the top.</summary>
    public double Rotation { get; init; }

    public bool Clockwise { get; init; }

    /// <summary>What is written on a part: label, text, value, percent.</summary>
    public string[] Info { get; init; } = ["percent"];

    /// <summary>Where it is written; null is inside where it fits.</summary>
    public bool? Inside { get; init; }

    public string? Title { get; init; }

    /// <summary>Of a funnel: the width of its lower end as a share of the upper one's.</summary>
    public double BaseRatio { get; init; } = 1 / 3.0;

    public override bool UsesPalette => false;

    public override bool UsesLegend => true;

    public double Total => Parts.Sum(part => part.Value);

    /// <summary>What is written on one part.</summary>
    public string TextOn(Part part) => string.Join("<br>", Info.Select(info => info switch
    {
        "label" => part.Label,
        "text" => part.Text ?? "",
        "value" => Scales.NumberText.Short(part.Value),
        "percent" => Scales.NumberText.Percent(part.Value / Total),
        _ => "",
    }).Where(text => text.Length > 0));
}
