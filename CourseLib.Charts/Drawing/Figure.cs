using System.Collections.Immutable;
using CourseLib.Charts.Data;

namespace CourseLib.Charts.Drawing;

/// <summary>
/// What Plotly's JSON says, as far as the picture has forms for it: traces, panels, layout and frames, none of which ever changes.
/// </summary>
internal sealed record Figure
{
    public ImmutableArray<Trace> Traces { get; init; } = [];

    public ImmutableArray<Panel> Panels { get; init; } = [new Panel()];

    public Layout Layout { get; init; } = new();

    public ImmutableArray<Frame> Frames { get; init; } = [];

    public Controls Controls { get; init; } = new();

    /// <summary>Of what the figure was read; tells its ids apart from those of other figures on a page.</summary>
    public string Source { get; init; } = "";

    /// <summary>How bars stand together: histograms one before the other unless asked otherwise, bars side by side.</summary>
    public Words.BarMode BarMode => Layout.BarMode
        ?? (Traces.Any(t => t is HistogramTrace) && !Traces.Any(t => t is BarTrace) ? Words.BarMode.Overlay : Words.BarMode.Group);

    /// <summary>The figure with the traces of all frames: what the axes must show.</summary>
    public Figure Extents => Frames.Length == 0 ? this : this with { Traces = [.. Frames.SelectMany(frame => frame.Traces)], Frames = [] };

    /// <summary>The panels that share the axis of one panel, itself among them.</summary>
    public int[] Sharing(int index, bool columns) => [.. Enumerable.Range(0, Panels.Length).Where(i => i == index || (columns
        ? Panels[i].XGroup is { } x && x == Panels[index].XGroup
        : Panels[i].YGroup is { } y && y == Panels[index].YGroup))];

    /// <summary>
    /// Decides what depends on all traces together: colours (one for each name, in order of appearance), legend entries
    /// (one for each name) and the bins that histograms share. What is drawn, and what Plotly is told to draw, is the resolved figure.
    /// </summary>
    public Figure Resolve()
    {
        Dictionary<string, int> slots = [];
        HashSet<string> listed = [];
        Dictionary<int, int> nameless = [];
        int names = Traces.Where(t => t.UsesPalette && t.Name is not null).Select(t => t.Name).Distinct().Count();
        bool legend = Layout.ShowLegend ?? (Traces.Any(t => t.ShowLegend == true || t is PieTrace) || Names().Count() > 1);
        Dictionary<string, int> labels = [];
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
            else if (trace.UsesPalette) slot = Place(slots, trace.Name!);
            bool wanted = legend && trace.ShowLegend != false && trace.Name is not null && trace.UsesLegend;
            traces[i] = trace with { Slot = slot, Listed = wanted && listed.Add(trace.Name!) };
            if (traces[i] is PieTrace pie)
                traces[i] = pie with
                {
                    Listed = legend && pie.ShowLegend != false && pie.Parts.Length > 0,
                    Parts = [.. pie.Parts.Select(part => part with { Slot = Place(labels, part.Label) })],
                };
        }
        return this with { Traces = [.. ShareBins(traces)] };
    }

    /// <summary>The place of a name in the order of appearance.</summary>
    private static int Place(Dictionary<string, int> places, string name)
    {
        places.TryAdd(name, places.Count);
        return places[name];
    }

    private IEnumerable<string> Names() => Traces
        .Where(t => t is not PieTrace && t.Name is not null && t.UsesLegend && t.ShowLegend != false).Select(t => t.Name!).Distinct();

    private static IEnumerable<Trace> ShareBins(Trace[] traces)
    {
        static bool IsCounted(HistogramTrace histogram) => histogram.Values.Kind != SeriesKind.Text;
        Dictionary<int, Bins> bins = traces.OfType<HistogramTrace>().Where(IsCounted).GroupBy(h => h.Panel).ToDictionary(
            panel => panel.Key,
            panel => Bins.For(panel.SelectMany(h => h.Values.Numbers), panel.Select(h => h.BinCount).FirstOrDefault(n => n is not null)));
        return traces.Select(t => t is HistogramTrace { Bins: null } h && IsCounted(h) ? h with { Bins = bins[h.Panel] } : t);
    }
}
