using System.Collections.Immutable;
using CourseLib.Charts.Data;
using CourseLib.Charts.Html;
using CourseLib.Charts.Json;
using CourseLib.Charts.Svg;
using CourseLib.Charts.Traces;
using CourseLib.Formatting;

namespace CourseLib.Charts;

/// <summary>
/// A chart: traces, panels, layout and frames, none of which ever changes; every <c>With…</c> gives a new figure.
/// Shown in a notebook as interactive Plotly where there is Plotly, and as the same picture in SVG where there is not.
/// </summary>
[TypeFormatterSource(typeof(FigureFormatters), PreferredMimeTypes = ["text/html"])]
public sealed partial record Figure
{
    internal ImmutableArray<Trace> Traces { get; init; } = [];

    internal ImmutableArray<Panel> Panels { get; init; } = [new Panel()];

    internal Layout Layout { get; init; } = new();

    internal ImmutableArray<Frame> Frames { get; init; } = [];

    internal Controls Controls { get; init; } = new();

    /// <summary>The figure in Plotly's JSON: <c>data</c>, <c>layout</c>, <c>frames</c> and <c>config</c>.</summary>
    public string ToJson() => FigureJson.Write(this);

    /// <summary>The figure as an SVG file of its own, light or dark as its viewer is.</summary>
    public string ToSvg() => FigureSvg.Draw(this, standalone: true);

    /// <summary>The figure as HTML for a page: the SVG, which gives way to interactive Plotly when the page has plotly.js.</summary>
    public string ToHtml() => FigureHtml.Fragment(this);

    /// <summary>The title and what is drawn, in words.</summary>
    public override string ToString() => Description.Summary(this);

    /// <summary>One trace on one panel.</summary>
    internal static Figure Of(Trace trace) => new() { Traces = [trace] };

    internal Figure WithPanel(int index, Func<Panel, Panel> change) => this with { Panels = Panels.SetItem(index, change(Panels[index])) };

    internal Figure WithEach<T>(Func<T, T> change) where T : Trace =>
        this with { Traces = [.. Traces.Select(t => t is T own ? change(own) : t)] };

    /// <summary>
    /// Decides what depends on all traces together: colours (one for each name, in order of appearance), legend entries
    /// (one for each name) and the bins that histograms share. What is drawn and what is written as JSON is the resolved figure.
    /// </summary>
    internal Figure Resolve()
    {
        Dictionary<string, int> slots = [];
        HashSet<string> listed = [];
        Dictionary<int, int> nameless = [];
        int names = Traces.Where(t => t.UsesPalette && t.Name is not null).Select(t => t.Name).Distinct().Count();
        bool legend = Layout.ShowLegend ?? (Traces.Any(t => t.ShowLegend == true) || Names().Count() > 1);
        Trace[] traces = new Trace[Traces.Length];
        for (int i = 0; i < traces.Length; i++)
        {
            Trace trace = Traces[i];
            int slot = 0;
            if (trace.UsesPalette && trace.Name is null)
            {
                // Without a name there is nothing to tell apart between panels: each begins anew.
                slot = names + nameless.GetValueOrDefault(trace.Panel);
                nameless[trace.Panel] = slot - names + 1;
            }
            else if (trace.UsesPalette && !slots.TryGetValue(trace.Name!, out slot)) slots[trace.Name!] = slot = slots.Count;
            bool wanted = legend && trace.ShowLegend != false && trace.Name is not null && trace.UsesLegend;
            PanelDomain? domain = Panels.Length > 1 ? PanelDomain.Of(Layout, Panels[trace.Panel]) : null;
            traces[i] = trace with { Slot = slot, Listed = wanted && listed.Add(trace.Name!), Domain = domain };
        }
        return this with { Traces = [.. ShareBins(traces)] };
    }

    private IEnumerable<string> Names() => Traces.Where(t => t.Name is not null && t.UsesLegend && t.ShowLegend != false).Select(t => t.Name!).Distinct();

    private static IEnumerable<Trace> ShareBins(Trace[] traces)
    {
        ILookup<int, HistogramTrace> histograms = traces.OfType<HistogramTrace>().Where(h => h.Values.Kind != SeriesKind.Text).ToLookup(h => h.Panel);
        Dictionary<int, Bins> bins = histograms.ToDictionary(
            panel => panel.Key, panel => Bins.For(panel.SelectMany(h => h.Values.Numbers), panel.Select(h => h.BinCount).FirstOrDefault(n => n is not null)));
        return traces.Select(t => t is HistogramTrace h && bins.TryGetValue(h.Panel, out Bins? shared) && h.Values.Kind != SeriesKind.Text
            ? h with { Bins = shared }
            : t);
    }
}
