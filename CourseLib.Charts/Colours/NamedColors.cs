namespace CourseLib.Charts;

/// <summary>The numbers of CSS's named colours, for scales that are mixed from them.</summary>
internal static class NamedColors
{
    public static Rgb? Of(string name) =>
        System.Drawing.Color.FromName(name.Equals("grey", StringComparison.OrdinalIgnoreCase) ? "gray" : name) is { IsKnownColor: true } known
            ? new Rgb(known.R, known.G, known.B) : null;
}
