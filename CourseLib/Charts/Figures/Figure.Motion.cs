using System.Collections.Immutable;

namespace CourseLib.Charts;

public sealed partial record Figure
{
    /// <summary>
    /// An animation: the frames' traces take the place of this figure's, one after the other, with a play button and a slider. The axes
    /// stay the same and show what any frame needs; on paper stands the first frame.
    /// </summary>
    /// <param name="frames">Each frame's name and chart.</param>
    /// <param name="SliderPrefix">What stands before the frame's name, "step ".</param>
    /// <param name="FrameTime">How long a frame stays, in milliseconds.</param>
    /// <exception cref="ArgumentException">There is no frame, or a frame has other panels than this figure.</exception>
    /// <example><code>
    /// var frames = Enumerable.Range(0, 10).Select(k => ($"{k}", Chart.Line(x, x.Select(v => Math.Sin(v + k)))));
    /// Chart.Line(x, x).WithTitle("A wave").WithFrames(frames, SliderPrefix: "step ")
    /// </code></example>
    public Figure WithFrames(IEnumerable<(string Name, Figure Figure)> frames, string? SliderPrefix = null, int FrameTime = 200) =>
        Moving(frames, new() { SliderPrefix = SliderPrefix, FrameTime = FrameTime, Play = true });

    /// <summary>A slider over charts, one for each of its places; the reader moves it. On paper stands the first chart.</summary>
    /// <param name="states">Each place's label and chart.</param>
    /// <param name="Prefix">What stands before the label, "γ = ".</param>
    /// <exception cref="ArgumentException">There is no chart, or one has other panels than this figure.</exception>
    public Figure WithSlider(IEnumerable<(string Label, Figure Figure)> states, string? Prefix = null) => Moving(states, new() { SliderPrefix = Prefix });

    /// <summary>A menu of views: each says of each trace whether it is seen. The first view is seen at once.</summary>
    /// <param name="views">Each view's label, and a truth for each trace.</param>
    /// <exception cref="ArgumentException">There is no view, or one has not as many truths as there are traces.</exception>
    public Figure WithUpdateMenu(IEnumerable<(string Label, IEnumerable<bool> Visible)> views)
    {
        ImmutableArray<View> menu = [.. views.Select(v => new View(v.Label, [.. v.Visible]))];
        if (menu.Length == 0) throw new ArgumentException("WithUpdateMenu needs one view or more; it has none.");
        if (menu.FirstOrDefault(v => v.Shown.Length != Traces.Length) is { } wrong)
            throw new ArgumentException($"WithUpdateMenu: the view '{wrong.Label}' speaks of {wrong.Shown.Length} traces; the figure has {Traces.Length}.");
        return this with { Controls = Controls with { Menu = menu }, Traces = [.. Traces.Select((t, i) => t with { Visible = menu[0].Shown[i] })] };
    }

    private Figure Moving(IEnumerable<(string Name, Figure Figure)> frames, Controls controls)
    {
        (string Name, Figure Figure)[] all = [.. frames];
        if (all.Length == 0) throw new ArgumentException("An animation needs one frame or more; it has none.");
        foreach ((string name, Figure figure) in all)
        {
            if (figure is null) throw new ArgumentNullException(nameof(frames), $"The frame '{name}' has no chart; each frame needs one.");
            if (figure.Panels.Length != Panels.Length)
                throw new ArgumentException($"The frame '{name}' has {figure.Panels.Length} panels; the figure has {Panels.Length}.");
        }
        return this with
        {
            Traces = all[0].Figure.Traces,
            Frames = [.. all.Select(f => new Frame(f.Name, f.Figure.Traces))],
            Controls = controls,
        };
    }
}
