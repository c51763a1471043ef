namespace CourseLib.Charts.Drawing;

/// <summary>One node of a tree with the sum of what is under it.</summary>
internal sealed record TreeNode(string Label, double Value, CssColor? Color, TreeNode[] Children)
{
    /// <summary>Nodes under one child of the root share its place in the palette; −1 is the root.</summary>
    public int Slot { get; init; } = -1;

    /// <summary>True for a root without a colour of its own, which takes the page's.</summary>
    public bool IsPlain => Slot < 0 && Color is null;

    /// <summary>The number of levels from here down.</summary>
    public int Depth => 1 + Children.Select(child => child.Depth).DefaultIfEmpty(0).Max();
}

/// <summary>A tree as rings (sunburst), nested boxes (treemap) or columns of boxes (icicle).</summary>
internal sealed record TreeTrace(string Kind, TreeNode[] Roots) : Trace
{
    public override string Type => Kind;

    public override bool UsesPalette => false;
}
