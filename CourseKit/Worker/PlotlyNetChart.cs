using System.Reflection;
using System.Runtime.CompilerServices;
using CourseLib.Charts;

namespace CourseKit.Worker;

/// <summary>A chart of Plotly.NET, known by name: a cell may have loaded another version of it, and a process without charts loads none.</summary>
internal static class PlotlyNetChart
{
    private const string TypeName = "Plotly.NET.GenericChart";

    /// <summary>The chart in the forms that an output carries; null when <paramref name="value"/> is no such chart.</summary>
    public static IEnumerable<(string MimeType, string Text)>? Forms(object value) => Json(value) is string json ? Drawn(json) : null;

    /// <summary>The chart as a part of a page, interactive where the page has plotly.js; null when <paramref name="value"/> is no chart.</summary>
    public static string? Html(object value) => Json(value) is string json ? Fragment(json) : null;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string Fragment(string json) => ChartFiles.Fragment(json);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IEnumerable<(string MimeType, string Text)> Drawn(string json) => ChartFiles.Forms(json);

    /// <summary>Whether values of this type are charts.</summary>
    public static bool IsChart(Type type)
    {
        for (Type? own = type; own is not null; own = own.BaseType)
            if (own.FullName == TypeName) return true;
        return false;
    }

    private static string? Json(object value)
    {
        for (Type? type = value.GetType(); type is not null; type = type.BaseType)
            if (type.FullName == TypeName)
                return type.GetMethod("toFigureJson", BindingFlags.Public | BindingFlags.Static, [type])
                    ?.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [value], null) as string;
        return null;
    }
}
