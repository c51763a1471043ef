using System.Collections.Immutable;

namespace CourseLib.Charts.Drawing;

/// <summary>One picture of an animation: it takes the place of the figure's traces.</summary>
internal sealed record Frame(string Name, ImmutableArray<Trace> Traces);

/// <summary>What a reader can move: the slider over the frames, and menus of views.</summary>
internal sealed record Controls
{
    /// <summary>What stands before the current frame's name, "β = ".</summary>
    public string? SliderPrefix { get; init; }

    /// <summary>Whether a play button stands beside the slider.</summary>
    public bool Play { get; init; }

    /// <summary>How long a frame stays, in milliseconds.</summary>
    public int FrameTime { get; init; } = 200;

    public ImmutableArray<View> Menu { get; init; } = [];
}

/// <summary>A menu's choice: which traces are seen.</summary>
internal sealed record View(string Label, ImmutableArray<bool> Shown);
