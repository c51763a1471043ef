using System.Text.Json.Nodes;
using CourseKit.Notebooks;
using CourseLib.Checks;

namespace CourseKit.Worker;

/// <summary>How a notebook is run.</summary>
/// <param name="Launch">The worker; one for the whole notebook.</param>
/// <param name="CellTimeout">The time that one cell may take; null: any.</param>
/// <param name="StopOnError">End at the first cell that fails. Otherwise later cells run, and fail or not by themselves.</param>
/// <param name="Skip">Code cells that are left out; they keep their place in the count and have no outputs.</param>
/// <param name="ReplayAfterDeath">When a cell takes its process with it, run the good cells before it once more, unseen, so that the ones after it find what they need.</param>
internal sealed record RunOptions(
    WorkerLaunch Launch,
    TimeSpan? CellTimeout = null,
    bool StopOnError = false,
    Func<Cell, bool>? Skip = null,
    bool ReplayAfterDeath = true);

/// <summary>How far a run has come.</summary>
/// <param name="Done">Code cells behind us.</param>
/// <param name="Total">Code cells in all.</param>
/// <param name="Label">The cell that is about to run, or null at the end.</param>
internal sealed record CellProgress(int Done, int Total, string? Label);

/// <summary>A cell that did not end well.</summary>
internal sealed record CellFailed(string CellId, string Label, CellStatus Status, ErrorEvent Error);

/// <summary>What came out of a run.</summary>
/// <param name="Notebook">The notebook with outputs and execution counts.</param>
/// <param name="Failures">In order; empty when all went well.</param>
/// <param name="Headlines">What the cells marked as headlines printed or returned, as plain text.</param>
/// <param name="Recordings">By cell id, in order, when the launch asked for them.</param>
/// <param name="Deaths">How often a cell took its process with it.</param>
internal sealed record RunResult(
    Notebook Notebook,
    IReadOnlyList<CellFailed> Failures,
    IReadOnlyList<string> Headlines,
    IReadOnlyDictionary<string, IReadOnlyList<Recording>> Recordings,
    int Deaths);

/// <summary>Runs the code cells of a notebook from top to bottom.</summary>
internal static class NotebookRunner
{
    /// <summary>More often than this the cells before a death are not run again: something is wrong with all of them.</summary>
    private const int MostReplays = 3;

    /// <exception cref="CourseKitException">No worker starts.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static async Task<RunResult> RunAsync(Notebook notebook, RunOptions options, IProgress<CellProgress>? progress, CancellationToken cancellation)
    {
        await using var host = new WorkerHost(options.Launch, keepSpare: false);
        await host.StartAsync(cancellation);

        var outputs = new CellOutputs();
        var cells = new List<Cell>();
        var failures = new List<CellFailed>();
        var headlines = new List<string>();
        var recordings = new Dictionary<string, IReadOnlyList<Recording>>();
        var succeeded = new List<ExecuteRequest>();
        int total = notebook.Cells.Count(cell => cell.Type == CellType.Code), done = 0;
        bool stopped = false;
        foreach (Cell cell in notebook.Cells)
        {
            if (cell.Type != CellType.Code)
            {
                cells.Add(cell);
                continue;
            }
            int count = ++done;
            if (stopped || string.IsNullOrWhiteSpace(cell.Source) || options.Skip?.Invoke(cell) == true)
            {
                cells.Add(cell with { Outputs = [], ExecutionCount = null });
                continue;
            }
            string label = LabelOf(cell.Role, count);
            progress?.Report(new CellProgress(count - 1, total, label));

            var request = new ExecuteRequest(count, cell.Source, label, new CellRules(cell.Role.Forbid, Required: cell.Role.Require));
            var recorded = new List<Recording>();
            ErrorEvent? error = null;
            JsonArray produced = outputs.Begin(count);
            int deaths = host.Deaths;
            CellStatus status = await host.ExecuteAsync(request, message =>
            {
                if (message is RecordingEvent { Recording: Recording seen }) recorded.Add(seen);
                if (message is ErrorEvent failure) error = failure;
                outputs.Add(message);
            }, options.CellTimeout, cancellation);
            outputs.End();
            cancellation.ThrowIfCancellationRequested();

            cells.Add(cell with { Outputs = produced, ExecutionCount = count });
            if (recorded.Count > 0) recordings[cell.Id] = recordings.TryGetValue(cell.Id, out var before) ? [.. before, .. recorded] : recorded;
            if (cell.Role.Headline && PlainTextOf(produced) is { Length: > 0 } headline) headlines.Add(headline);
            if (status == CellStatus.Ok) succeeded.Add(request);
            else
            {
                failures.Add(new CellFailed(cell.Id, label, status, error ?? new ErrorEvent(count, status.ToString(), "the cell failed without saying why", [])));
                stopped = options.StopOnError;
            }
            if (host.Deaths > deaths && !stopped && options.ReplayAfterDeath && host.Deaths <= MostReplays)
                foreach (ExecuteRequest earlier in succeeded)
                    if (await host.ExecuteAsync(earlier, _ => { }, options.CellTimeout, cancellation) == CellStatus.WorkerDied) break;
        }
        progress?.Report(new CellProgress(total, total, null));
        return new RunResult(notebook with { Cells = cells }, failures, headlines, recordings, host.Deaths);
    }

    /// <summary>How errors name a cell: by its exercise, else by the number that its reader sees beside it.</summary>
    public static string LabelOf(CellRole role, int count) =>
        role is { Role: "answer", Exercise: string exercise } ? $"exercise {exercise}" : $"cell {count}";

    private static string PlainTextOf(JsonArray outputs) =>
        string.Concat(outputs.Select(output => output!["output_type"]!.ToString() switch
        {
            "stream" when output["name"]!.ToString() == "stdout" => output["text"]!.ToString(),
            "execute_result" or "display_data" => output["data"]?["text/plain"] + "\n",
            _ => "",
        })).Trim();
}
