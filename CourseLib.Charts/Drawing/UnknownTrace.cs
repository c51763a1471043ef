namespace CourseLib.Charts.Drawing;

/// <summary>A trace that the picture has no form for; it says so by its kind's name.</summary>
internal sealed record UnknownTrace(string Kind) : Trace
{
    public override string Type => Kind;

    public override bool UsesPalette => false;
}
