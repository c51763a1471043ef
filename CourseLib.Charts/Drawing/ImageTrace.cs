using CourseLib.Charts.Data;

namespace CourseLib.Charts.Drawing;

/// <summary>A picture; pixel (0, 0) is at the top left, and its middle at (0, 0).</summary>
internal sealed record ImageTrace(Pixels Pixels) : Trace
{
    public override string Type => "image";

    public override bool UsesPalette => false;
}
