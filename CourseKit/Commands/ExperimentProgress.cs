using System.Diagnostics;
using System.Globalization;
using CourseKit.Experiments;
using CourseLib.Analysis;
using Spectre.Console;

namespace CourseKit.Commands;

/// <summary>Tells how an experiment goes: what is under way, its loss, and the time that is left at the pace so far.</summary>
/// <param name="console">Where lines go.</param>
/// <param name="bar">Where somebody watches; null where the output is a file, which gets a line an epoch.</param>
/// <param name="plan">All runs.</param>
/// <param name="left">Those whose results are not there yet.</param>
/// <param name="images">Training images of an epoch.</param>
internal sealed class ExperimentProgress(IAnsiConsole console, ProgressTask? bar, IReadOnlyList<PlannedRun> plan, IReadOnlyList<PlannedRun> left, int images) : IExperimentProgress
{
    private readonly long start = Stopwatch.GetTimestamp();
    private readonly long ahead = left.Sum(run => (long)images * run.Recipe.Epochs);
    private long done, told = Stopwatch.GetTimestamp();
    private PlannedRun run = plan[0];
    private int number;

    /// <summary>A log that shows nothing for longer than this looks dead.</summary>
    private static readonly TimeSpan QuietTime = TimeSpan.FromSeconds(30);

    public void Begin(PlannedRun next, int place)
    {
        (run, number) = (next, place);
        if (bar is not null) bar.MaxValue = plan.Count;
        else Say($"[{number}/{plan.Count}] {run.Title}");
    }

    public void Step(int epoch, int step, int steps, int count, float loss)
    {
        done += count;
        if (bar is not null)
        {
            bar.Value = number - 1 + (epoch + (double)step / steps) / run.Recipe.Epochs;
            // Short enough for a window of 80 columns.
            bar.Description = Markup.Escape(string.Create(CultureInfo.InvariantCulture, $"{number}/{plan.Count} {run.Recipe.Name}, {run.Arm.Key}: epoch {epoch + 1}/{run.Recipe.Epochs}, loss {loss:F2}, {Left()}"));
        }
        else if (Stopwatch.GetElapsedTime(told) >= QuietTime)
            Say(string.Create(CultureInfo.InvariantCulture, $"  epoch {epoch + 1} of {run.Recipe.Epochs}, step {step} of {steps}, loss {loss:F3}, {Left()}"));
    }

    public void Epoch(int epoch, double loss, double validationLoss, double validationAccuracy)
    {
        if (bar is null)
            Say(string.Create(CultureInfo.InvariantCulture, $"  epoch {epoch} of {run.Recipe.Epochs}: training loss {loss:F3}, validation loss {validationLoss:F3}, validation accuracy {100 * validationAccuracy:F2} %, {Left()}"));
    }

    public void Finished(PlannedRun finished, ExperimentRun result) => Say(result.TestAccuracy is double test
        ? string.Create(CultureInfo.InvariantCulture, $"{finished.Title}: test accuracy {100 * test:F2} %")
        : string.Create(CultureInfo.InvariantCulture, $"{finished.Title}: validation accuracy {100 * result.ValidationAccuracy:F2} %"));

    /// <summary>At the pace since the start. A run that went on from a checkpoint has less ahead than is counted, so this is a little long rather than short.</summary>
    private string Left()
    {
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds * Math.Max(0, ahead - done) / Math.Max(1, done);
        return seconds < 60 ? "under a minute left" : seconds < 3600 ? $"about {seconds / 60:F0} min left" : string.Create(CultureInfo.InvariantCulture, $"about {seconds / 3600:F1} h left");
    }

    private void Say(string line)
    {
        told = Stopwatch.GetTimestamp();
        console.WriteLine(line);
    }
}
