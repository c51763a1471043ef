using System.Diagnostics;
using CourseKit.Worker;

namespace CourseKit.Grading;

/// <summary>
/// Runs the cells of one submission. They run in a process of their own, which nobody used before and nobody uses after; where cells are
/// compiled apart, that is done by a second process, which takes one submission after another: a compiler that has been at work for a while is
/// many times as fast as a new one. It is shut in as well, and ends when a text is too much for it, but no code of a student ever runs in it.
/// </summary>
internal sealed class SubmissionWorker(WatchedProcess runner, WatchedProcess? compiler, Action<WatchedProcess> giveBack) : IAsyncDisposable
{
    private bool begun;

    public bool IsAlive => runner.Client.IsAlive && compiler?.Client.IsAlive != false;

    /// <summary>Why a process was ended for what it used; null when none was.</summary>
    public string? Excess => runner.Excess ?? compiler?.Excess;

    /// <inheritdoc cref="WorkerClient.ExecuteAsync"/>
    public async Task<CellStatus> ExecuteAsync(ExecuteRequest request, Action<WorkerEvent> onEvent, TimeSpan timeout, CancellationToken cancellation)
    {
        if (compiler is null) return await runner.Client.ExecuteAsync(request, onEvent, timeout, cancellation);
        long start = Stopwatch.GetTimestamp();
        CellImage? image = null;
        ExecuteRequest compile = request with { CompileOnly = true, After = begun ? request.After : 0 };
        begun = true;
        CellStatus status = await compiler.Client.ExecuteAsync(compile, message =>
        {
            if (message is CompiledEvent compiled) image = compiled.Image;
            else onEvent(message);
        }, timeout, cancellation);
        if (image?.Assembly is null || status != CellStatus.Ok) return status;
        TimeSpan left = timeout - Stopwatch.GetElapsedTime(start);
        return await runner.Client.ExecuteAsync(
            new ExecuteRequest(request.Id, request.Code, request.Label, new CellRules(Confined: request.Rules?.Confined ?? false), Image: image, InForce: request.InForce), onEvent, left > TimeSpan.Zero ? left : TimeSpan.FromTicks(1), cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await runner.DisposeAsync();
        if (compiler is not null) giveBack(compiler);
    }
}
