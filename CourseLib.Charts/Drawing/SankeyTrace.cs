namespace CourseLib.Charts.Drawing;

/// <summary>How much flows from one node to another.</summary>
internal sealed record SankeyLink(int Source, int Target, double Value, CssColor? Color);

/// <summary>Flows between nodes, from left to right or from the top down.</summary>
internal sealed record SankeyTrace(string[] Labels, CssColor[] Colors, SankeyLink[] Links, bool Upright) : Trace
{
    public override string Type => "sankey";

    public override bool UsesPalette => false;
}
