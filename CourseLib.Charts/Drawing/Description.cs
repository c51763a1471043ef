namespace CourseLib.Charts.Drawing;

/// <summary>Says in words what a figure shows: for readers who do not see it, and for terminals.</summary>
internal static class Description
{
    /// <summary>Title and traces on one line.</summary>
    public static string Summary(Figure figure)
    {
        Trace[] seen = [.. figure.Traces.Where(trace => trace.Visible)];
        string traces = string.Join(", ", seen.Take(12).Select(Trace)) + (seen.Length > 12 ? ", …" : "");
        string what = $"[{(traces.Length == 0 ? "empty chart" : traces)}]";
        return Title(figure) is { } title ? $"{title} {what}" : $"Chart {what}";
    }

    /// <summary>The alternative text: the author's, or made from title, traces, axes and frames.</summary>
    public static string Alternative(Figure figure)
    {
        if (figure.Layout.AltText is { } given) return given;
        List<string> parts = [Summary(figure)];
        foreach (Panel panel in figure.Panels.Take(4))
        {
            string axes = string.Join(" against ", new[] { panel.Y.Title, panel.X.Title }.OfType<string>().Select(RichText.Plain));
            if (axes.Length > 0) parts.Add(panel.Title is null ? axes : $"{RichText.Plain(panel.Title)}: {axes}");
        }
        if (figure.Layout.Caption is { } caption) parts.Add(caption.TrimEnd('.'));
        if (figure.Frames.Length > 0) parts.Add($"{figure.Frames.Length} frames");
        return string.Join(". ", parts) + ".";
    }

    public static string? Title(Figure figure) => figure.Layout.Title is { } title ? RichText.Plain(title) : null;

    private static string Trace(Trace trace)
    {
        string kind = trace is ScatterTrace { HasLines: true } ? "line" : trace.Type;
        return trace.Name is null ? kind : $"{kind}: {RichText.Plain(trace.Name)}";
    }
}
