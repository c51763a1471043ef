using Plotly.NET;
using Plotly.NET.LayoutObjects;
using static CourseLib.Charts.PlotlyObject;
using Members = DynamicObj.DynamicObj;
using Trace = Plotly.NET.Trace;

namespace CourseLib.Charts;

/// <summary>Frames, sliders and menus of views. A <see cref="GenericChart"/> has no place for frames: they travel in its layout's <c>meta</c>.</summary>
public static class ChartMotion
{
    /// <summary>
    /// An animation: the frames' traces take the place of this figure's, one after the other, with a play button and a slider. The axes
    /// stay the same and show what any frame needs; on paper stands the first frame.
    /// </summary>
    /// <param name="chart">The chart whose titles, axes and notes all frames have.</param>
    /// <param name="frames">Each frame's name and chart.</param>
    /// <param name="SliderPrefix">What stands before the frame's name, "step ".</param>
    /// <param name="FrameTime">How long a frame stays, in milliseconds.</param>
    /// <exception cref="ArgumentException">There is no frame, or a frame has other panels than this figure.</exception>
    /// <example><code>
    /// var frames = Enumerable.Range(0, 10).Select(k => ($"{k}", Chart.Line(x, x.Select(v => Math.Sin(v + k)))));
    /// Chart.Line(x, x).WithTitle("A wave").WithFrames(frames, SliderPrefix: "step ")
    /// </code></example>
    public static GenericChart WithFrames(this GenericChart chart, IEnumerable<(string Name, GenericChart Figure)> frames, string? SliderPrefix = null, int FrameTime = 200) =>
        Moving(chart, frames, SliderPrefix).With(("updatemenus", new[] { PlayButtons(FrameTime) }));

    /// <summary>A slider over charts, one for each of its places; the reader moves it. On paper stands the first chart.</summary>
    /// <param name="chart">The chart whose titles, axes and notes all places have.</param>
    /// <param name="states">Each place's label and chart.</param>
    /// <param name="Prefix">What stands before the label, "γ = ".</param>
    /// <exception cref="ArgumentException">There is no chart, or one has other panels than this figure.</exception>
    public static GenericChart WithSlider(this GenericChart chart, IEnumerable<(string Label, GenericChart Figure)> states, string? Prefix = null) => Moving(chart, states, Prefix);

    /// <summary>A menu of views: each says of each trace whether it is seen. The first view is seen at once.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="views">Each view's label, and a truth for each trace.</param>
    /// <exception cref="ArgumentException">There is no view, or one has not as many truths as there are traces.</exception>
    public static GenericChart WithUpdateMenu(this GenericChart chart, IEnumerable<(string Label, IEnumerable<bool> Visible)> views)
    {
        (string Label, bool[] Shown)[] menu = [.. views.Select(view => (view.Label, view.Visible.ToArray()))];
        Trace[] traces = chart.Traces();
        if (menu.Length == 0) throw new ArgumentException("WithUpdateMenu needs one view or more; it has none.");
        if (menu.FirstOrDefault(view => view.Shown.Length != traces.Length) is { Label: not null } wrong)
            throw new ArgumentException($"WithUpdateMenu: the view '{wrong.Label}' speaks of {wrong.Shown.Length} traces; the figure has {traces.Length}.");
        UpdateMenu choice = Of<UpdateMenu>(
            ("type", "dropdown"), ("x", 1.0), ("xanchor", "right"), ("y", 1.02), ("yanchor", "bottom"),
            ("buttons", menu.Select(view => Of<Members>(("label", view.Label), ("method", "restyle"), ("args", new object[] { Of<Members>(("visible", view.Shown)) }))).ToArray()));
        return chart.With([.. traces.Select((trace, i) => Merged(trace, Of<Members>(("visible", menu[0].Shown[i]))))], GenericChart.getLayout(chart))
            .With(("updatemenus", (UpdateMenu[])[.. GenericChart.getLayout(chart).List<UpdateMenu>("updatemenus"), choice]));
    }

    private static GenericChart Moving(GenericChart chart, IEnumerable<(string Name, GenericChart Figure)> frames, string? prefix)
    {
        (string Name, GenericChart Figure)[] all = [.. frames];
        int panels = Panels.Of(chart).Length;
        if (all.Length == 0) throw new ArgumentException("An animation needs one frame or more; it has none.");
        foreach ((string name, GenericChart figure) in all)
        {
            if (figure is null) throw new ArgumentNullException(nameof(frames), $"The frame '{name}' has no chart; each frame needs one.");
            if (Panels.Of(figure).Length is var count && count != panels) throw new ArgumentException($"The frame '{name}' has {count} panels; the figure has {panels}.");
        }
        Slider slider = Of<Slider>(
            ("active", 0), ("currentvalue", Of<Members>(("prefix", prefix ?? ""))), ("pad", Of<Members>(("t", 50))),
            ("steps", all.Select(frame => Of<Members>(("label", frame.Name), ("method", "animate"), ("args", new object[] { new[] { frame.Name }, Timing(0) }))).ToArray()));
        Members[] written = [.. all.Select(frame => Of<Members>(("name", frame.Name), ("data", frame.Figure.Traces())))];
        return chart.With(all[0].Figure.Traces(), GenericChart.getLayout(chart)).With(("sliders", new[] { slider }), ("meta", Of<Members>(("frames", written))));
    }

    private static UpdateMenu PlayButtons(int frameTime) => Of<UpdateMenu>(
        ("type", "buttons"), ("direction", "left"), ("showactive", false), ("x", 0.0), ("xanchor", "right"), ("y", 0.0), ("yanchor", "top"),
        ("pad", Of<Members>(("t", 70), ("r", 10))),
        ("buttons", new[]
        {
            Of<Members>(("label", "▶"), ("method", "animate"), ("args", new object?[] { null, Timing(frameTime) })),
            Of<Members>(("label", "⏸"), ("method", "animate"), ("args", new object[] { new object?[] { null }, Timing(0) })),
        }));

    private static Members Timing(int frameTime) => Of<Members>(
        ("mode", "immediate"), ("fromcurrent", true), ("frame", Of<Members>(("duration", frameTime), ("redraw", true))), ("transition", Of<Members>(("duration", 0))));
}
