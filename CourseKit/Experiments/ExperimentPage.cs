using System.Text;
using CourseKit.Notebooks;
using CourseLib.Analysis;
using CourseLib.Charts;
using MathNet.Numerics.Distributions;
using Plotly.NET;

namespace CourseKit.Experiments;

/// <summary>The results as one page that needs nothing else.</summary>
internal static class ExperimentPage
{
    private const string Title = "Batch normalisation in LeNet-5 on CIFAR-10";

    /// <param name="peer">The same runs in PyTorch, where somebody did them.</param>
    public static string Render(ExperimentResults results, ExperimentResults? peer)
    {
        var html = new StringBuilder($"<main id=\"content\">\n<h1>{Title}</h1>\n");
        html.Append($"<p>{HtmlText.Escape(results.Data)}: {results.TrainImages:N0} images to train on, {results.ValidationImages:N0} of the training part for choices and curves, "
            + $"{results.TestImages:N0} test images, which each finished run reads once. {ResultRows.Count(results.Runs.Count, "run")}.</p>\n");
        Accuracies(html, results, peer);
        Gains(html, results);
        foreach (IGrouping<(string, int), ExperimentGroup> recipe in results.Groups(StudyPlan.Recipes).GroupBy(group => (group.Recipe, group.Epochs)))
            html.Append(Drawn(ExperimentFigures.Curves([.. recipe])));
        Conditions(html, results);
        Choice(html, results);
        Sweeps(html, results);
        Times(html, results, peer);
        Agreement(html, peer);
        EveryRun(html, results, peer);
        return HtmlPage.Frame(Title, "LeNet-5 with and without batch normalisation: accuracies over seeds, curves, recipes, times.", html.Append("</main>\n").ToString());
    }

    private static void Accuracies(StringBuilder html, ExperimentResults results, ExperimentResults? peer) => html.Append(Table(
        ["Test accuracy", .. ResultRows.Arms.Select(arm => arm.Title)], ResultRows.Accuracies(results, peer).Select(row => (string[])[row.Title, .. row.Cells])))
        .Append("<p>Mean ± standard deviation over the seeds.</p>\n");

    /// <summary>Seed by seed, because both arms of a seed begin with the same weights and see the same batches.</summary>
    private static void Gains(StringBuilder html, ExperimentResults results)
    {
        string[][] rows =
        [
            .. from @group in results.Groups(StudyPlan.Recipes)
               where @group.Arm != Arm.None.Key
               let none = results.Groups(StudyPlan.Recipes).FirstOrDefault(other => (other.Recipe, other.Epochs, other.Arm) == (@group.Recipe, @group.Epochs, Arm.None.Key))
               where none is not null
               let gain = @group.Gain(none)
               where gain is { Count: > 1 }
               select new[] { @group.Recipe, Arm.TitleOf(@group.Arm), gain.Value.Percent(), $"± {ResultRows.Number(100 * HalfInterval(gain.Value), "F2")} %" },
        ];
        if (rows.Length == 0) return;
        html.Append("<h2>What batch normalisation adds</h2>\n<p>The difference to the network without it, seed by seed: both begin with the same weights and see the same batches. "
            + "Mean ± standard deviation, and half the 95 % interval of the mean by Student's distribution.</p>\n").Append(Table(["Recipe", "Arm", "Difference", "95 % interval"], rows));
    }

    internal static double HalfInterval(Spread spread) => StudentT.InvCDF(0, 1, spread.Count - 1, 0.975) * spread.Deviation / Math.Sqrt(spread.Count);

    private static void Conditions(StringBuilder html, ExperimentResults results)
    {
        html.Append("<h2>The recipe in full</h2>\n<p>The network: 5×5 convolution to 20 channels, norm, ReLU, 2×2 maximum pooling; 5×5 convolution to 50 channels, norm, ReLU, pooling; "
            + "1250 features, linear to 500, norm, ReLU; linear to 10. No padding. Without a norm it has 657,080 parameters. Initial weights and biases uniform in ±1/√(number of inputs); "
            + "γ = 1, β = 0, ε = 10⁻⁵. One seed gives all arms the same weights and the same batches. Pixels are standardised by the channel means and deviations of the training images; "
            + "the loss is the cross-entropy.</p>\n<dl>\n");
        foreach ((string name, string words) in results.Recipes) html.Append($"<dt>{HtmlText.Escape(name)}</dt><dd>{HtmlText.Escape(words)}</dd>\n");
        html.Append("</dl>\n<p>How this may differ from the lecture's experiment: the lecture prints three accuracies, the two decays and the word LeNet-5. Not known are its optimiser, rate, "
            + "batches, epochs, augmentation, initial weights, the number of filters in its run, whether the hidden linear layer was normalised, whether it trained on all 50,000 images, and its seeds.</p>\n");
    }

    private static void Choice(StringBuilder html, ExperimentResults results)
    {
        if (results.Groups(StudyPlan.Choice) is not { Count: > 0 } groups) return;
        html.Append("<h2>What the learning rate was chosen by</h2>\n<p>The tuned recipe with three rates and a seed of its own, on validation images; the test set was not read. All arms share one rate: the one with the best mean over both.</p>\n").Append(Table(
            ["Largest rate", "Arm", "Validation accuracy"], groups.OrderBy(group => group.Rate).Select(group => new[] { ResultRows.Number(group.Rate), Arm.TitleOf(group.Arm), group.ValidationAccuracy.Percent() })));
    }

    private static void Sweeps(StringBuilder html, ExperimentResults results)
    {
        void Add(string study, string heading, string text, Func<ExperimentGroup, double> varied, string axis, string caption)
        {
            if (results.Groups(study) is not { Count: > 0 } groups) return;
            string scale = $"{ResultRows.Count(groups[0].Epochs, "epoch")} of the plain recipe, {ResultRows.Count(groups.Max(group => group.Runs.Count), "seed")}";
            html.Append($"<h2>{heading}</h2>\n<p>{text} {scale}.</p>\n").Append(Drawn(ExperimentFigures.Sweep(groups, varied, axis, heading, caption)))
                .Append(Table([axis, "Arm", "Test accuracy", "Runs whose loss overflowed"], groups.OrderBy(varied).Select(group => new[]
                {
                    ResultRows.Number(varied(group)), Arm.TitleOf(group.Arm), group.TestAccuracy?.Percent() ?? "", ResultRows.Number(group.Runs.Count(run => run.Diverged)),
                })));
        }
        Add(StudyPlan.BatchSize, "Accuracy against batch size", "Batch normalisation takes its statistics from the batch, group normalisation from each image. The learning rate grows with the batch.",
            group => group.Batch, "batch size", "Test accuracy against the batch size from 2 to 128, a curve for batch and one for group normalisation.");
        Add(StudyPlan.LearningRate, "Accuracy against learning rate", "The same constant rate for networks with and without batch normalisation.",
            group => group.Rate, "learning rate", "Test accuracy against the learning rate, a curve for the network with and one for that without batch normalisation.");
    }

    private static void Times(StringBuilder html, ExperimentResults results, ExperimentResults? peer)
    {
        string[][] rows = [.. ResultRows.Times(results, peer)];
        if (rows.Length == 0) return;
        string processors = string.Join("; ", results.Times.Concat(peer?.Times ?? []).Select(time => time.Processor).Distinct());
        html.Append($"<h2>What it takes</h2>\n<p>{HtmlText.Escape(processors)}. Medians over all epochs, of training alone, and the largest peak of memory.</p>\n").Append(Table(ResultRows.TimeHeadings, rows));
    }

    private static void Agreement(StringBuilder html, ExperimentResults? peer)
    {
        ExperimentRun[] compared = [.. peer?.Runs.Where(run => run.FirstEpoch is not null) ?? []];
        if (compared.Length == 0) return;
        html.Append($"<h2>Step by step beside {HtmlText.Escape(peer!.Library)}</h2>\n<p>The same initial weights and the same batches: how far the losses of the first epoch's steps lie apart. "
            + "Rounding differs in the last bit from the first step on; where it makes another pixel the largest of a pooling window, a small difference becomes a larger one at once, and training makes it grow. "
            + "The measure of that is the same training in double precision: either library should lie as far from it as the other.</p>\n").Append(Table(
            ["Run", "Steps", "Losses", "First step", "Largest of ten", "Median", "Largest"], compared.SelectMany(run => Differences(run, peer.Library))));
    }

    private static IEnumerable<string[]> Differences(ExperimentRun run, string library)
    {
        StepAgreement found = run.FirstEpoch!;
        foreach ((string what, StepDifference? far) in ((string, StepDifference?)[])[($"CourseLib and {library}", found.Between), ("CourseLib and double precision", found.OursToDouble), ($"{library} and double precision", found.TheirsToDouble)])
            if (far is not null)
                yield return [$"{run.Recipe}, {Arm.TitleOf(run.Arm)}, seed {run.Seed}", ResultRows.Number(found.Steps), what, Small(far.First), Small(far.FirstTen), Small(far.Median), Small(far.Largest)];
    }

    private static void EveryRun(StringBuilder html, ExperimentResults results, ExperimentResults? peer)
    {
        html.Append("<h2>Every run</h2>\n").Append(Table(["Library", "Study", "Recipe", "Arm", "Batch", "Rate", "Epochs", "Seed", "Test accuracy", "Validation accuracy"],
            from one in peer is null ? [results] : new[] { results, peer }
            from run in one.Runs
            select new[]
            {
                one.Library, run.Study, run.Recipe, Arm.TitleOf(run.Arm), ResultRows.Number(run.Batch), ResultRows.Number(run.Rate), ResultRows.Number(run.Epochs), ResultRows.Number(run.Seed),
                run.TestAccuracy is double test ? ResultRows.Number(100 * test, "F2") + " %" : "not read", ResultRows.Number(100 * run.ValidationAccuracy, "F2") + " %",
            }));
    }

    /// <summary>A number keeps its deviation and its unit on its line.</summary>
    private static string Unbroken(string cell) => cell.EndsWith('%') ? cell.Replace(' ', '\u00A0') : cell;

    private static string Small(double value) => ResultRows.Number(value, "0.0e+0");

    private static string Drawn(GenericChart figure) => $"<figure class=\"output figure\">{figure.ToSvg()}</figure>\n";

    private static string Table(IEnumerable<string> columns, IEnumerable<string[]> rows)
    {
        var html = new StringBuilder("<div class=\"table\"><table>\n<thead><tr>").AppendJoin("", columns.Select(column => $"<th>{HtmlText.Escape(column)}</th>")).Append("</tr></thead>\n<tbody>\n");
        foreach (string[] row in rows) html.Append("<tr>").AppendJoin("", row.Select(cell => $"<td>{HtmlText.Escape(Unbroken(cell))}</td>")).Append("</tr>\n");
        return html.Append("</tbody>\n</table></div>\n").ToString();
    }
}
