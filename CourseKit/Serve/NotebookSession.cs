using System.Text.Json.Nodes;
using CourseKit.Worker;

namespace CourseKit.Serve;

/// <summary>One notebook's worker, and what has run in it.</summary>
internal sealed class NotebookSession : IAsyncDisposable
{
    private const string Restarted = "Restarted",
        WorkerDied = "WorkerDied";

    private readonly string notebook;
    private readonly EditorConnection editor;
    private readonly WorkerHost host;
    private readonly SemaphoreSlim turn = new(1);
    private readonly object gate = new();
    private readonly List<RanCell> ran = [];
    private CancellationTokenSource? running;
    private int lastId,
        interrupts,
        restarts;
    private volatile bool closed;

    public NotebookSession(string notebook, EditorConnection editor, WorkerLaunch launch, SpareWorker spare)
    {
        (this.notebook, this.editor) = (notebook, editor);
        host = new WorkerHost(launch, keepSpare: true, spare);
    }

    /// <summary>Called on some thread after a cell has run, and when all that ran is forgotten.</summary>
    public event Action? Changed;

    /// <summary>The number that the latest cell has.</summary>
    public int Count { get; private set; }

    /// <summary>The cells whose declarations the worker holds, in the order in which they ran; of each its latest run.</summary>
    public IReadOnlyList<RanCell> Ran
    {
        get
        {
            lock (gate)
                return [.. ran];
        }
    }

    /// <summary>Runs a cell when those before it have ended, and tells the editor what it does as it does it.</summary>
    /// <param name="onShown">Gets what the cell shows, and gives it back as the editor is to have it.</param>
    public async Task<RunResult> RunAsync(
        RunParams request,
        Func<IReadOnlyDictionary<string, string>, IReadOnlyDictionary<string, string>>? onShown,
        CancellationToken cancellation
    )
    {
        int asked = Volatile.Read(ref interrupts);
        long queued = Now();
        try
        {
            await turn.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            return new RunResult("interrupted", 0, queued, Now());
        }
        try
        {
            // An interrupt is for all that waits, too; and a closed notebook runs nothing more.
            if (closed || asked != Volatile.Read(ref interrupts))
                return new RunResult("interrupted", 0, queued, Now());
            return await RunNowAsync(request, onShown, cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>
    /// Stops the cell that runs, with its variables kept, and takes back those that wait; returns when it has stopped, or its process has
    /// been ended.
    /// </summary>
    public async Task InterruptAsync()
    {
        Interlocked.Increment(ref interrupts);
        lock (gate)
            running?.CancelAsync();
        await host.InterruptAsync();
    }

    /// <summary>Forgets all variables; a cell that runs is ended, and those that wait are taken back.</summary>
    public async Task RestartAsync()
    {
        Interlocked.Increment(ref interrupts);
        Interlocked.Increment(ref restarts);
        Tell("starting");
        try
        {
            await host.RestartAsync();
        }
        catch (Exception failure) when (failure is CourseKitException or ObjectDisposedException)
        {
            Tell("died", failure.Message);
            throw;
        }
        Count = 0;
        Forget();
        Tell("idle");
    }

    public async ValueTask DisposeAsync()
    {
        closed = true;
        Interlocked.Increment(ref interrupts);
        await host.DisposeAsync();
    }

    private async Task<RunResult> RunNowAsync(
        RunParams request,
        Func<IReadOnlyDictionary<string, string>, IReadOnlyDictionary<string, string>>? onShown,
        CancellationToken cancellation
    )
    {
        long started = Now();
        int count = ++Count,
            id = ++lastId,
            before = Volatile.Read(ref restarts),
            deaths = host.Deaths;
        RunError? error = null;
        IReadOnlyList<string> references = [];
        CellStatus status;
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var ended = new CancellationTokenSource();
        lock (gate)
            running = interrupt;
        host.OnInput = async question =>
            (
                await editor.AskAsync<InputAnswer>(
                    "coursekit/input",
                    new InputParams(request.Run, question.Prompt, question.Password),
                    ended.Token
                )
            )?.Text;
        if (!host.IsReady)
            Tell("starting");
        else
            Tell("busy");
        try
        {
            bool told = host.IsReady;
            status = string.IsNullOrWhiteSpace(request.Code)
                ? CellStatus.Ok
                : await host.ExecuteAsync(
                    new ExecuteRequest(id, request.Code, request.Label ?? $"In [{count}]"),
                    message =>
                    {
                        if (!told)
                            Tell("busy");
                        told = true;
                        if (message is ErrorEvent failure)
                            error = new RunError(failure.Name, failure.Message, failure.Trace, failure.Line, failure.Column);
                        if (message is ReferencedEvent { Paths: var paths })
                            references = [.. references, .. paths];
                        if (message is DisplayEvent display)
                            message = display with { Data = ShownForms.Of(onShown?.Invoke(display.Data) ?? display.Data) };
                        if (message is ResultEvent value)
                            message = value with { Data = ShownForms.Of(onShown?.Invoke(value.Data) ?? value.Data) };
                        if (OutputOf(request.Run, message) is OutputParams output)
                            editor.Tell("coursekit/output", output);
                    },
                    timeout: null,
                    interrupt.Token
                );
        }
        catch (Exception failure) when (failure is CourseKitException or ObjectDisposedException)
        {
            (status, error) = (
                CellStatus.WorkerDied,
                new RunError(WorkerDied, failure is CourseKitException ? failure.Message : "the notebook was closed while the cell ran", [])
            );
        }
        finally
        {
            ended.Cancel();
            lock (gate)
                running = null;
        }
        bool restarted = before != Volatile.Read(ref restarts);
        if (status == CellStatus.WorkerDied && restarted)
            error = new RunError(Restarted, "the notebook was restarted while the cell ran", []);
        if (!restarted)
        {
            // The cell that killed its worker, or a worker that died before it.
            if (host.Deaths != deaths || status == CellStatus.WorkerDied)
                Forget();
            if (status != CellStatus.WorkerDied && !IsRefused(error))
                Remember(new RanCell(request.Cell, request.Code, references));
            if (status == CellStatus.WorkerDied)
                Tell("died", error?.Message);
            Tell("idle");
        }
        string state = status switch
        {
            CellStatus.Ok => "ok",
            CellStatus.Interrupted => "interrupted",
            CellStatus.WorkerDied => "died",
            _ => "error",
        };
        return new RunResult(state, count, started, Now(), error);
    }

    private static OutputParams? OutputOf(string run, WorkerEvent message) =>
        message switch
        {
            StreamEvent stream => new(run, "stream", Name: stream.Name, Text: stream.Text),
            DisplayEvent display => new(
                run,
                display.Update ? "update" : "display",
                Data: CellOutputs.Bundle(display.Data),
                Metadata: new JsonObject(),
                DisplayId: display.DisplayId
            ),
            ResultEvent value => new(run, "display", Data: CellOutputs.Bundle(value.Data), Metadata: new JsonObject(), Result: true),
            ClearEvent clear => new(run, "clear", Wait: clear.Wait),
            _ => null,
        };

    /// <summary>Whether nothing of the cell has run, and nothing is declared.</summary>
    private static bool IsRefused(RunError? error) =>
        error?.Name is "CompilationError" or "UnknownDirective" or "OtherLanguage" or "PackageError" or "ImportError" or "ForbiddenSymbol";

    private void Remember(RanCell cell)
    {
        lock (gate)
        {
            // The same text again changes nothing that a compiler could see, and all that is known of what ran stays.
            if (ran.Exists(earlier => earlier.Cell == cell.Cell && earlier.Code == cell.Code))
                return;
            ran.RemoveAll(earlier => earlier.Cell == cell.Cell);
            ran.Add(cell);
        }
        Changed?.Invoke();
    }

    private void Forget()
    {
        lock (gate)
            ran.Clear();
        Changed?.Invoke();
    }

    private void Tell(string state, string? message = null)
    {
        if (!closed)
            editor.Tell("coursekit/worker", new WorkerParams(notebook, state, message));
    }

    private static long Now() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
}

/// <summary>A cell as it ran.</summary>
/// <param name="cell">The URI of its text.</param>
/// <param name="references">Assemblies that it has brought.</param>
internal sealed class RanCell(string cell, string code, IReadOnlyList<string> references)
{
    private readonly Lazy<CellSource> source = new(() => CellSource.Of(code));

    public string Cell => cell;

    public string Code => code;

    public IReadOnlyList<string> References => references;

    /// <summary>The text as it was compiled.</summary>
    public CellSource Source => source.Value;
}
