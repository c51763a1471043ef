using CourseLib.Analysis;
using CourseLib.Charts;
using Plotly.NET;
using Chart = CourseLib.Charts.Chart;

namespace CourseKit.Experiments;

/// <summary>What the results look like.</summary>
internal static class ExperimentFigures
{
    /// <summary>Training loss, validation loss and validation accuracy over the epochs; a band is one standard deviation over the seeds.</summary>
    public static GenericChart Curves(IReadOnlyList<ExperimentGroup> arms) => Chart.Grid(
        [
            Panel(arms, run => run.TrainLosses, "training loss (nats)"),
            Panel(arms, run => run.ValidationLosses, "validation loss (nats)"),
            Panel(arms, run => run.ValidationAccuracies, "validation accuracy").WithYAxisStyle(TickFormat: ".0%"),
        ], 1, 3)
        .WithTitle($"LeNet-5 on CIFAR-10, {arms[0].Recipe} recipe")
        .WithSize(1100, 380)
        .WithDescription("Three panels over the epochs: training loss, validation loss and validation accuracy. One curve for each arm; the band is one standard deviation over the seeds.");

    /// <summary>Test accuracy against what a sweep varies, on a logarithmic axis.</summary>
    public static GenericChart Sweep(IReadOnlyList<ExperimentGroup> groups, Func<ExperimentGroup, double> varied, string axis, string title, string caption)
    {
        double[] places = [.. groups.Select(varied).Distinct().Order()];
        return Chart.Combine(groups.Where(group => group.TestAccuracy is not null).GroupBy(group => group.Arm).Select(arm =>
        {
            ExperimentGroup[] all = [.. arm.OrderBy(varied)];
            return Chart.Line(all.Select(varied), all.Select(group => group.TestAccuracy!.Value.Mean), ShowMarkers: true, Name: Arm.TitleOf(arm.Key))
                .WithYErrorStyle(all.Select(group => group.TestAccuracy!.Value.High - group.TestAccuracy.Value.Mean));
        }))
        .WithTitle(title)
        .WithXAxisStyle(axis, AxisType: StyleParam.AxisType.Log, TickVals: places, TickText: places.Select(place => ResultRows.Number(place)))
        .WithYAxisStyle("test accuracy", TickFormat: ".0%")
        .WithSize(760, 400)
        .WithDescription(caption);
    }

    private static GenericChart Panel(IReadOnlyList<ExperimentGroup> arms, Func<ExperimentRun, IReadOnlyList<double?>> curve, string axis) =>
        Chart.Combine(arms.Select(arm =>
        {
            IReadOnlyList<Spread> points = arm.Curve(curve);
            return Chart.Range(
                Enumerable.Range(1, points.Count), points.Select(point => point.Mean), points.Select(point => point.High), points.Select(point => point.Low),
                ShowMarkers: points.Count == 1, Name: Arm.TitleOf(arm.Arm));
        })).WithXAxisStyle("epoch").WithYAxisStyle(axis);
}
