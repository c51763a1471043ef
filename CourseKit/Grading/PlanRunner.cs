using System.Diagnostics;
using CourseKit.Worker;
using CourseLib.Checks;

namespace CourseKit.Grading;

/// <summary>
/// Runs planned cells one after another and keeps what they record. A cell that does not end or that takes its worker with it loses
/// nothing but itself: a new worker replays the good cells before it, and the rest goes on there.
/// </summary>
internal sealed class PlanRunner(WorkerFactory workers, RunLimits limits)
{
    private const int MostRestarts = 6;
    private const int MostRecordings = 2000, MostStrays = 100;
    private const long MostNumbers = 4L << 20;
    private const int LongestName = 200, LongestText = 2000;

    /// <param name="oracle">Says which exercises stand, for later cells that choose between a student's version and the library's; null: all that were attempted.</param>
    /// <param name="onCell">Called before each cell with its place in the plan.</param>
    /// <exception cref="CourseKitException">No worker starts.</exception>
    public async Task<IReadOnlyList<CellRun>> RunAsync(IReadOnlyList<PlannedCell> plan, Oracle? oracle, CancellationToken cancellation, Action<int>? onCell = null)
    {
        await using Session run = new(workers, limits,
            plan.Any(cell => cell.Source.Contains("Exercise.Choose", StringComparison.Ordinal)) ? oracle : null,
            plan.Any(cell => MayAskForFiles(cell.Source)));
        var runs = new List<CellRun>();
        for (int i = 0; i < plan.Count; i++)
        {
            onCell?.Invoke(i);
            runs.Add(await run.RunAsync(plan[i], cancellation));
            cancellation.ThrowIfCancellationRequested();
            if (plan[i].IsCheck) await run.SettleAsync(plan[i].Course!.Role.Exercise!, runs, cancellation);
        }
        return runs;
    }

    /// <summary>A worker to run cells in, one by one.</summary>
    public Session Open() => new(workers, limits, null, compilesItself: true);

    /// <summary>
    /// Whether something may be a line that asks for packages, libraries or other files: a number sign, blanks or none, and one of three
    /// letters.
    /// </summary>
    /// <remarks>
    /// More than such lines are taken for one, in strings for example, which costs a little time. Each character is looked at twice at
    /// most.
    /// </remarks>
    internal static bool MayAskForFiles(string source)
    {
        for (int at = source.IndexOf('#'); at >= 0; at = source.IndexOf('#', at))
        {
            at++;
            while (at < source.Length && char.IsWhiteSpace(source[at])) at++;
            if (at < source.Length && source[at] is '!' or 'i' or 'I' or 'r' or 'R') return true;
        }
        return false;
    }

    internal sealed class Session(WorkerFactory workers, RunLimits limits, Oracle? oracle, bool compilesItself) : IAsyncDisposable
    {
        private readonly List<ExecuteRequest> good = [];
        private readonly HashSet<string> stands = [];
        private SubmissionWorker? worker;
        private int nextId, restarts;
        private string? stopped;
        private bool returns, newCompiler;
        private TimeSpan spent;

        /// <summary>The place that the session has reached, to come back to.</summary>
        public int Place => good.Count;

        /// <summary>Forgets what cells have declared since <paramref name="place"/>, and begins all limits anew. Only for code that is trusted: what they did to older objects stays.</summary>
        public void Return(int place)
        {
            good.RemoveRange(place, good.Count - place);
            (returns, restarts, stopped, spent) = (true, 0, null, -(worker?.Charged ?? TimeSpan.Zero));
        }

        public async Task<CellRun> RunAsync(PlannedCell cell, CancellationToken cancellation)
        {
            if (string.IsNullOrWhiteSpace(cell.Source)) return new(cell, CellStatus.Ok, null, [], 0);
            await EnsureWorkerAsync(cancellation);
            CellRun run = await ExecuteAsync(cell, cancellation);
            if (worker is { IsCompilerSuspect: true })
            {
                newCompiler = true;
                await DisposeAsync();
                await EnsureWorkerAsync(cancellation);
                run = await ExecuteAsync(cell, cancellation);
            }
            if (run.Status == CellStatus.Ok && cell.Course is CourseCell course) stands.Add(course.Id);
            if (run.Status != CellStatus.Ok && cell.Fallback is string stub && !stands.Contains(cell.Course!.Id) && stopped is null)
            {
                await EnsureWorkerAsync(cancellation);
                await ExecuteAsync(cell with { Source = stub, Rules = CellRules.None }, cancellation);
            }
            return run;
        }

        public async Task SettleAsync(string exercise, IReadOnlyList<CellRun> runs, CancellationToken cancellation)
        {
            if (oracle is null || stopped is not null) return;
            HashSet<string> ran = [.. runs.Where(run => run.Cell.IsCheck).Select(run => run.Cell.Course!.Id)];
            Oracle soFar = oracle.Visible() with { Cells = [.. oracle.Cells.Where(part => !part.Hidden && part.Exercise == exercise && ran.Contains(part.Id))] };
            bool stands = soFar.Cells.Count > 0 && Judge.Of(soFar, runs).Exercises.All(result => result.Checks.All(check => check.Passed));
            await EnsureWorkerAsync(cancellation);
            await ExecuteAsync(new PlannedCell("settling", $"global::CourseLib.Checks.Exercise.Settle(\"{exercise}\", {(stands ? "true" : "false")});", CellRules.None), cancellation);
        }

        public async ValueTask DisposeAsync()
        {
            if (worker is null) return;
            spent += worker.Charged;
            await worker.DisposeAsync();
            worker = null;
        }

        private async Task<CellRun> ExecuteAsync(PlannedCell cell, CancellationToken cancellation)
        {
            var request = new ExecuteRequest(++nextId, cell.Source, cell.Label, cell.Rules, returns ? LastGood : null, InForce: cell.InForce.Count > 0 ? cell.InForce : null);
            returns = false;
            if (IsOver) stopped ??= $"the notebook took longer than {limits.Total.TotalSeconds:0.#} s, so this cell was not run";
            if (stopped is not null) return new(cell, CellStatus.TimedOut, new ErrorEvent(request.Id, "NotRun", stopped, []), [], 0);

            var recordings = new List<Recording>();
            var strays = new List<string>();
            long size = 0, begin = Stopwatch.GetTimestamp();
            bool lost = false;
            ErrorEvent? error = null;
            string? reaching = null;
            CellStatus status = await worker!.ExecuteAsync(request, message =>
            {
                if (message is ReachingEvent reach) reaching ??= Cut(reach.Use, LongestName);
                if (message is ErrorEvent failure) error = failure with { Name = Cut(failure.Name, LongestName), Message = Cut(failure.Message, LongestText), Trace = [] };
                if (message is RecordingEvent { IsStray: true } stray && strays.Count < MostStrays) strays.Add(Cut(stray.Recording.Name, LongestName));
                if (message is not RecordingEvent { IsStray: false, Recording: Recording seen }) return;
                size += Size(seen);
                if (seen?.Name is null || recordings.Count >= MostRecordings || size > MostNumbers) lost = true;
                else recordings.Add(seen);
            }, TimeSpan.FromTicks(Math.Clamp(Left.Ticks, 1, limits.Cell.Ticks)), cancellation);

            if (status == CellStatus.Ok) good.Add(request);
            if (status == CellStatus.TimedOut) error = new(request.Id, "TimedOut", worker.IsStuckCompiling
                ? $"was not compiled within {RunLimits.Compiling(limits.Cell).TotalSeconds:0.#} s"
                : $"did not end within {limits.Cell.TotalSeconds:0.#} s", []);
            if (worker.Excess is string excess) (status, error) = (CellStatus.WorkerDied, new(request.Id, "WorkerDied", excess, []));
            return new(cell, status, error, recordings, Stopwatch.GetElapsedTime(begin).TotalMilliseconds, lost) { Reaching = reaching, Strays = strays };
        }

        /// <summary>What a recording weighs, in numbers; whoever forges one can put as much as he likes into each of its parts.</summary>
        private static long Size(Recording? seen) => seen is null ? 0
            : (seen.Value?.Numbers?.Length ?? 0) + (seen.Value?.Shape?.Length ?? 0)
              + ((seen.Name?.Length ?? 0) + (seen.Error?.Length ?? 0) + (seen.Hint?.Length ?? 0) + (seen.Value?.Text?.Length ?? 0) + (seen.Value?.Type?.Length ?? 0)) / 4;

        private static string Cut(string text, int length) => text.Length <= length ? text : text[..length] + "…";

        private TimeSpan Left => limits.Total - spent - (worker?.Charged ?? TimeSpan.Zero);

        private bool IsOver => Left <= TimeSpan.Zero;

        private int LastGood => good.Count > 0 ? good[^1].Id : 0;

        private async Task EnsureWorkerAsync(CancellationToken cancellation)
        {
            while (worker is not { IsAlive: true } && stopped is null && !IsOver)
            {
                bool isFirst = worker is null;
                await DisposeAsync();
                if (!isFirst && ++restarts > MostRestarts)
                {
                    stopped = $"the notebook ended its process {restarts} times, so this cell was not run";
                    return;
                }
                worker = await workers.StartAsync(compilesItself, cancellation, newCompiler);
                returns = false;
                for (int i = 0; i < good.Count && worker.IsAlive; i++)
                {
                    if (stopped is not null || IsOver) return;
                    good[i] = good[i] with { Id = ++nextId, After = null };
                    if (await worker.ExecuteAsync(good[i], _ => { }, limits.Cell, cancellation) != CellStatus.Ok) good.RemoveAt(i--);
                }
            }
        }
    }
}
