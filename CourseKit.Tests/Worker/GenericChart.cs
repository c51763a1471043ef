namespace Plotly.NET;

/// <summary>The shape of Plotly.NET's chart type, as far as it is known by name: a union whose cases derive from it.</summary>
internal abstract class GenericChart(string json)
{
    public static string toFigureJson(GenericChart chart) => chart.Json;

    private string Json => json;

    public sealed class Chart(string json) : GenericChart(json);
}
