using System.Globalization;
using CourseKit.Grading.Engines;

namespace CourseKit.Grading.Slurm;

/// <summary>What one task of a job does: it runs its share of the submissions, each as <c>coursekit grade</c> would on its own machine.</summary>
internal sealed class GradingShare(JobFolder folder, int task, TextWriter log)
{
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        JobOrder order = folder.Order();
        IReadOnlyList<GradingUnit> units = folder.UnitsOf(task);
        DirectoryInfo? work = order.AllowUnsandboxed ? Directory.CreateTempSubdirectory("coursekit-task-") : null;
        try
        {
            var engine = new LocalEngine(order.Datasets, work?.FullName, order.Limits, order.Jobs);
            Say($"{Environment.MachineName}: {units.Count} submissions; student code is {engine.Guard}");
            Dictionary<(string, string), GradingUnit> of = units.ToDictionary(unit => (unit.Student, unit.Grader.Course.Name));
            int failed = 0;
            await engine.RunAsync(units, result =>
            {
                if (result.Flags.FirstOrDefault(flag => flag.Kind == Flag.NotGraded) is not Flag flag)
                {
                    folder.Write(of[(result.Student, result.Notebook)], result);
                    Say(string.Create(CultureInfo.InvariantCulture, $"{result.Student}, {result.Notebook}: {result.Score} / {result.Points}"));
                    return;
                }
                Interlocked.Increment(ref failed);
                Say($"{result.Student}, {result.Notebook}: {flag.Message}");
            }, cancellation);
            return failed == 0 ? CourseKitException.Done : CourseKitException.WorkFailed;
        }
        finally
        {
            work?.Delete(recursive: true);
        }
    }

    private void Say(string line)
    {
        lock (log) log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:u} {line}"));
    }
}
