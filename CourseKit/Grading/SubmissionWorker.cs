using CourseKit.Worker;

namespace CourseKit.Grading;

/// <summary>
/// Runs the cells of one submission. They run in a process of their own, which nobody used before and nobody uses after; where cells are
/// compiled apart, that is done by a second process, which takes one submission after another: a compiler that has been at work for a while is
/// many times as fast as a new one. It is shut in as well, and ends when a text is too much for it, but no code of a student ever runs in it.
/// </summary>
internal sealed class SubmissionWorker(WatchedProcess runner, WatchedProcess? compiler, Action<WatchedProcess> giveBack) : IAsyncDisposable
{
    private readonly TimeSpan ran = runner.Charged, compiled = compiler?.Charged ?? TimeSpan.Zero;
    private bool begun, hasCompiled = true;

    public bool IsAlive => runner.Client.IsAlive && compiler?.Client.IsAlive != false;

    /// <summary>Why a process was ended for what it used; null when none was.</summary>
    public string? Excess => runner.Excess ?? (compiler?.Excess is string excess ? $"to compile it was too much: {excess}" : null);

    /// <summary>
    /// The time that the submission has been charged with, the longer of running and compiling: each is held against the limit for itself.
    /// </summary>
    public TimeSpan Charged =>
        TimeSpan.FromTicks(Math.Max((runner.Charged - ran).Ticks, (compiler?.Charged - compiled ?? TimeSpan.Zero).Ticks));

    /// <summary>The last cell was not even compiled: the compiler died of it, or took too long.</summary>
    public bool IsStuckCompiling => !hasCompiled;

    /// <summary>The same by a compiler that has worked for others before, which may have had a part in that.</summary>
    public bool IsCompilerSuspect => !hasCompiled && compiler?.Submissions > 1;

    /// <inheritdoc cref="WorkerClient.ExecuteAsync"/>
    /// <param name="timeout">For running the cell; compiling it has a limit of its own.</param>
    public async Task<CellStatus> ExecuteAsync(ExecuteRequest request, Action<WorkerEvent> onEvent, TimeSpan timeout, CancellationToken cancellation)
    {
        if (compiler is null) return await runner.Client.ExecuteAsync(request, onEvent, timeout, cancellation);
        CellImage? image = null;
        ExecuteRequest compile = request with { CompileOnly = true, After = begun ? request.After : 0 };
        begun = true;
        CellStatus status = await compiler.Client.ExecuteAsync(compile, message =>
        {
            if (message is CompiledEvent compiled) image = compiled.Image;
            else onEvent(message);
        }, RunLimits.Compiling(timeout), cancellation);
        hasCompiled = status is CellStatus.Ok or CellStatus.Error;
        if (image?.Assembly is null || status != CellStatus.Ok) return status;
        return await runner.Client.ExecuteAsync(
            new ExecuteRequest(
                request.Id, request.Code, request.Label, new CellRules(Confined: request.Rules?.Confined ?? false), Image: image, InForce: request.InForce),
            onEvent, timeout, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await runner.DisposeAsync();
        if (compiler is not null) giveBack(compiler);
    }
}
