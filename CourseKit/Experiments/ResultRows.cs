using System.Globalization;
using CourseLib.Analysis;

namespace CourseKit.Experiments;

/// <summary>Results as rows of text, for pages and guides alike.</summary>
internal static class ResultRows
{
    /// <summary>The arms that the lecture reports.</summary>
    public static IReadOnlyList<Arm> Arms { get; } = [.. Arm.All.Where(arm => arm.Lecture is not null)];

    /// <summary>Test accuracies: a row for the lecture, one for each recipe and library; a title and a cell for each arm, empty where there is no run.</summary>
    public static IEnumerable<(string Title, string[] Cells)> Accuracies(ExperimentResults results, ExperimentResults? peer)
    {
        yield return ("the lecture, whose recipe is not known", [.. Arms.Select(arm => string.Create(CultureInfo.InvariantCulture, $"{100 * arm.Lecture!.Value:F2} %"))]);
        foreach (ExperimentResults one in peer is null ? [results] : new[] { results, peer })
            foreach (IGrouping<(string Recipe, int Epochs), ExperimentGroup> recipe in one.Groups(StudyPlan.Recipes).GroupBy(group => (group.Recipe, group.Epochs)))
                yield return ($"{one.Library}, {recipe.Key.Recipe} recipe, {Count(recipe.Key.Epochs, "epoch")}, {Count(recipe.Max(group => group.Runs.Count), "seed")}",
                    [.. Arms.Select(arm => recipe.FirstOrDefault(group => group.Arm == arm.Key)?.TestAccuracy?.Percent() ?? "")]);
    }

    /// <summary>What an epoch takes, a row for each recipe, arm, library and number of threads: the median over the epochs of all runs, whatever else the machine did during some of them.</summary>
    public static IEnumerable<string[]> Times(ExperimentResults results, ExperimentResults? peer) =>
        from one in peer is null ? [results] : new[] { results, peer }
        from @group in one.Groups(StudyPlan.Recipes)
        from threads in one.TimesOf(@group).GroupBy(time => time.Threads)
        let epoch = Median(threads.SelectMany(time => time.Seconds))
        select new[]
        {
            $"{@group.Recipe}, {Arm.TitleOf(@group.Arm)}", one.Library, Number(threads.Key), Number(epoch, "F1"),
            Number(one.TrainImages / epoch, "N0"), Number(threads.Max(time => time.PeakMegabytes), "N0"),
        };

    public static string[] TimeHeadings { get; } = ["", "library", "threads", "s an epoch", "images/s", "peak MB"];

    public static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}");

    public static string Number(double value, string format = "0.####") => value.ToString(format, CultureInfo.InvariantCulture);

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
