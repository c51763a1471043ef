using CourseLib.Charts.Data;
using CourseLib.Tensors;

namespace CourseLib.Charts;

public sealed partial record Figure
{
    /// <summary>The style of the x axis.</summary>
    /// <param name="TitleText">What the axis shows, with its unit: "time (s)".</param>
    /// <param name="AxisType">Linear, logarithmic, dates or categories; by the data unless given.</param>
    /// <param name="MinMax">The ends; powers of ten on a logarithmic axis.</param>
    /// <param name="ShowGrid">Whether grid lines are drawn.</param>
    /// <param name="ShowLine">Whether the axis line is drawn.</param>
    /// <param name="ZeroLine">Whether zero has a line of its own.</param>
    /// <param name="ShowTickLabels">Whether ticks have labels.</param>
    /// <param name="Visible">Whether there is an axis at all.</param>
    /// <param name="DTick">The distance between ticks.</param>
    /// <param name="TickVals">The ticks' places.</param>
    /// <param name="TickText">The ticks' labels.</param>
    /// <param name="TickFormat">The labels' number format in d3's notation: ".2f", ".0%", ",d", ".1e", "~s".</param>
    /// <param name="CategoryArray">The order of the categories.</param>
    /// <param name="Reversed">Whether values grow the other way.</param>
    /// <param name="Id">The panel of a grid, from 1 row by row; all panels unless given.</param>
    /// <exception cref="ArgumentException">There is no such panel, or there are not as many tick labels as ticks.</exception>
    public Figure WithXAxisStyle(
        string? TitleText = null, StyleParam.AxisType? AxisType = null, (double, double)? MinMax = null, bool? ShowGrid = null, bool? ShowLine = null,
        bool? ZeroLine = null, bool? ShowTickLabels = null, bool? Visible = null, double? DTick = null, AxisValues? TickVals = null,
        IEnumerable<string>? TickText = null, string? TickFormat = null, IEnumerable<string>? CategoryArray = null, bool? Reversed = null, int? Id = null) =>
        Styled(Id, panel => panel with
        {
            X = Changed(panel.X, TitleText, AxisType, MinMax, ShowGrid, ShowLine, ZeroLine, ShowTickLabels, Visible, DTick, TickVals, TickText, TickFormat, CategoryArray, Reversed),
        });

    /// <summary>The style of the y axis.</summary>
    /// <inheritdoc cref="WithXAxisStyle"/>
    /// <param name="EqualAspect">One unit of y is as long as one unit of x.</param>
    public Figure WithYAxisStyle(
        string? TitleText = null, StyleParam.AxisType? AxisType = null, (double, double)? MinMax = null, bool? ShowGrid = null, bool? ShowLine = null,
        bool? ZeroLine = null, bool? ShowTickLabels = null, bool? Visible = null, double? DTick = null, AxisValues? TickVals = null,
        IEnumerable<string>? TickText = null, string? TickFormat = null, IEnumerable<string>? CategoryArray = null, bool? Reversed = null, int? Id = null,
        bool? EqualAspect = null) =>
        Styled(Id, panel => panel with
        {
            Y = Changed(panel.Y, TitleText, AxisType, MinMax, ShowGrid, ShowLine, ZeroLine, ShowTickLabels, Visible, DTick, TickVals, TickText, TickFormat, CategoryArray, Reversed)
                with
            { EqualAspect = EqualAspect ?? panel.Y.EqualAspect },
        });

    /// <summary>The title of the z axis of three-dimensional charts.</summary>
    /// <inheritdoc cref="WithXAxisStyle"/>
    public Figure WithZAxisStyle(string? TitleText = null, (double, double)? MinMax = null, int? Id = null) =>
        Styled(Id, panel => panel with { Z = Changed(panel.Z, TitleText, null, MinMax, null, null, null, null, null, null, null, null, null, null, null) });

    private Figure Styled(int? id, Func<Panel, Panel> change)
    {
        if (id is not { } number) return this with { Panels = [.. Panels.Select(change)] };
        if (number < 1 || number > Panels.Length) throw new ArgumentException($"Id: there is no panel {number}; the figure's panels are 1 … {Panels.Length}.");
        return WithPanel(number - 1, change);
    }

    private static Axis Changed(
        Axis axis, string? title, StyleParam.AxisType? type, (double, double)? range, bool? grid, bool? line, bool? zero, bool? labels, bool? visible,
        double? step, AxisValues? places, IEnumerable<string>? texts, string? format, IEnumerable<string>? categories, bool? reversed)
    {
        double[]? at = places?.Series is { Kind: not SeriesKind.Text } numbers ? numbers.Numbers : null;
        string[]? names = texts?.ToArray();
        if (at is not null && names is not null && at.Length != names.Length)
            throw new ArgumentException($"TickText: there are {at.Length} ticks and {names.Length} labels; each tick needs one.");
        if (range is var (low, high) && !(double.IsFinite(low) && double.IsFinite(high) && low != high))
            throw new ArgumentException($"MinMax: an axis cannot run from {low} to {high}; it needs two different finite ends.");
        if (step is { } distance) Argument.Positive("an axis", "DTick", distance);
        return axis with
        {
            Title = title ?? axis.Title,
            Type = type ?? axis.Type,
            Range = range ?? axis.Range,
            ShowGrid = grid ?? axis.ShowGrid,
            ShowLine = line ?? axis.ShowLine,
            ZeroLine = zero ?? axis.ZeroLine,
            ShowTickLabels = labels ?? axis.ShowTickLabels,
            Visible = visible ?? axis.Visible,
            DTick = step ?? axis.DTick,
            TickVals = at ?? axis.TickVals,
            TickText = names ?? axis.TickText,
            TickFormat = format ?? axis.TickFormat,
            CategoryArray = categories?.ToArray() ?? axis.CategoryArray,
            Reversed = reversed ?? axis.Reversed,
        };
    }
}
