using System.Text.Json;
using CourseLib.Charts.Data;
using CourseLib.Charts.Json;
using CourseLib.Charts.Scales;

namespace CourseLib.Charts.Traces;

/// <summary>Lines of equal height over a grid of points, with coloured bands between or without.</summary>
internal sealed record ContourTrace(Matrix Z, ColorMap Map, bool Filled, bool Lines, bool Labels, int Count) : Trace
{
    public override string Type => "contour";

    public Series? X { get; init; }

    public Series? Y { get; init; }

    public Color? LineColor { get; init; }

    public override bool UsesPalette => false;

    public override Series XValues => X ?? Series.Index(Z.Columns);

    public override Series YValues => Y ?? Series.Index(Z.Rows);

    /// <summary>The heights of the lines: round numbers, evenly spaced.</summary>
    public double[] Levels => Map.Max > Map.Min ? LinearTicks.Between(Map.Min, Map.Max, Math.Max(2, Count)) : [];

    protected override void WriteMembers(Utf8JsonWriter json)
    {
        Put(json, "z", Z);
        Put(json, "x", X);
        Put(json, "y", Y);
        Map.Write(json, "z", Domain);
        double[] levels = Levels;
        if (levels.Length > 1)
        {
            json.Put("autocontour", false);
            json.Put("contours", contours =>
            {
                contours.Put("start", levels[0]);
                contours.Put("end", levels[^1]);
                contours.Put("size", levels[1] - levels[0]);
                contours.Put("coloring", Filled ? "fill" : "lines");
                if (Filled) contours.Put("showlines", Lines);
                contours.Put("showlabels", Labels);
            });
        }
        json.Put("line", line =>
        {
            line.Put("width", Filled ? 0.5 : 1.5);
            line.Put("color", Filled ? LineColor?.Css : null);
        });
    }
}
