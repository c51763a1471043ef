using Microsoft.FSharp.Collections;
using Plotly.NET;
using Plotly.NET.CSharp;
using Members = DynamicObj.DynamicObj;

namespace CourseLib.Charts;

/// <summary>Plotly.NET's objects, of which none that a caller holds is changed here: what is styled is a copy.</summary>
internal static class PlotlyObject
{
    /// <summary>An object with these members; those that are null are left out.</summary>
    public static T Of<T>(params ReadOnlySpan<(string Name, object? Value)> members) where T : Members, new()
    {
        T made = new();
        foreach ((string name, object? value) in members)
            if (value is not null) made.SetProperty(name, value);
        return made;
    }

    /// <summary>What <paramref name="over"/> says, and for the rest what <paramref name="under"/> says.</summary>
    public static T Merged<T>(T under, Members over) where T : Members
    {
        T made = Empty(under);
        foreach ((string name, object value) in under.Properties) made.SetProperty(name, value);
        foreach ((string name, object value) in over.Properties)
            made.SetProperty(name, value is Members part && made.Properties.GetValueOrDefault(name) is Members there ? Merged(there, part) : value);
        return made;
    }

    /// <summary>A copy without some members.</summary>
    public static T Without<T>(T from, params ReadOnlySpan<string> names) where T : Members
    {
        T made = Empty(from);
        foreach ((string name, object value) in from.Properties)
            if (!names.Contains(name)) made.SetProperty(name, value);
        return made;
    }

    /// <summary>A member that is an object itself; an empty one where there is none.</summary>
    public static T Member<T>(this Members from, string name) where T : Members, new() => from.Properties.GetValueOrDefault(name) as T ?? new T();

    /// <summary>A member that is a text.</summary>
    public static string? Word(this Members from, string name) => from.Properties.GetValueOrDefault(name) as string;

    /// <summary>A member that is a list; an empty one where there is none.</summary>
    public static T[] List<T>(this Members from, string name) => from.Properties.GetValueOrDefault(name) is IEnumerable<T> items ? [.. items] : [];

    /// <summary>The traces of a chart.</summary>
    public static Trace[] Traces(this GenericChart chart) => [.. GenericChart.getTraces(chart)];

    /// <summary>The chart with other traces and another layout.</summary>
    public static GenericChart With(this GenericChart chart, IReadOnlyList<Trace> traces, Layout layout)
    {
        (Config config, DisplayOptions shown) = (GenericChart.getConfig(chart), GenericChart.getDisplayOptions(chart));
        return traces.Count == 1
            ? GenericChart.NewChart(traces[0], layout, config, shown)
            : GenericChart.NewMultiChart(ListModule.OfSeq(traces), layout, config, shown);
    }

    /// <summary>The chart with more in its layout.</summary>
    public static GenericChart With(this GenericChart chart, params ReadOnlySpan<(string Name, object? Value)> members) =>
        chart.With(chart.Traces(), Merged(GenericChart.getLayout(chart), Of<Layout>(members)));

    /// <summary>The chart with more in each of its traces.</summary>
    public static GenericChart WithEach(this GenericChart chart, Members more) => chart.WithEach(_ => true, more);

    /// <summary>The chart with more in each of its traces of one kind.</summary>
    public static GenericChart WithEach(this GenericChart chart, Func<Trace, bool> which, Members more) =>
        chart.With([.. chart.Traces().Select(trace => which(trace) ? Merged(trace, more) : trace)], GenericChart.getLayout(chart));

    /// <summary>An argument of Plotly.NET.CSharp that may be missing.</summary>
    public static Optional<T> Given<T>(T? value) where T : class => value is null ? default : new(value, true);

    /// <inheritdoc cref="Given{T}(T)"/>
    public static Optional<T> Given<T>(T? value) where T : struct => value is { } there ? new(there, true) : default;

    /// <summary>Values of Plotly.NET.CSharp that may be missing.</summary>
    public static Optional<IEnumerable<T>> GivenAll<T>(T[]? values) => values is null ? default : new(values, true);

    private static T Empty<T>(T like) where T : Members => like is Trace trace
        ? (T)Activator.CreateInstance(trace.GetType(), trace.type)!
        : (T)Activator.CreateInstance(like.GetType())!;
}
