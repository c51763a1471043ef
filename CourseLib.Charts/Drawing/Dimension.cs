using CourseLib.Charts.Scales;

namespace CourseLib.Charts.Drawing;

/// <summary>One of many axes: numbers, or categories that have names.</summary>
internal sealed record Dimension(string Label, double[] Values)
{
    public (double Low, double High)? Range { get; init; }

    /// <summary>The categories in the order of their places; the values are places then.</summary>
    public string[]? Categories { get; init; }

    /// <summary>The ends of its axis: those asked for, else of the values, with or without room around.</summary>
    public (double Low, double High) Ends(bool room)
    {
        AxisExtent extent = new(log: false);
        foreach (double value in Values) extent.Include(value, room);
        return Range ?? extent.Ends();
    }
}
