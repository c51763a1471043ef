using System.Collections.Concurrent;
using System.Diagnostics;

namespace CourseKit.Worker;

/// <summary>A front's hold on one worker process: runs one cell at a time in it, and tells in plain words when it is gone.</summary>
internal sealed class WorkerClient : IAsyncDisposable
{
    /// <summary>How long a cell may take to give in to an interrupt before its process is ended.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    /// <summary>Requests that wait to be read. A worker that lets more gather has been kept from reading, and the front does not wait with it.</summary>
    private const int MostUnread = 1000;

    private static readonly ConcurrentDictionary<WorkerClient, bool> Alive = [];

    private readonly Process process;
    private readonly BlockingCollection<byte[]> requests = new(MostUnread);
    private readonly RawText raw;
    private readonly SemaphoreSlim oneCell = new(1);
    private readonly object gate = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<Answer?>> questions = [];
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource died = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RunningCell? running;
    private volatile bool stuck;
    private int lastQuestion;
    private string? notice;
    private int group;

    static WorkerClient() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (WorkerClient client in Alive.Keys) client.Kill();
    };

    private WorkerClient(Process process)
    {
        this.process = process;
        ProcessId = process.Id;
        raw = new RawText(process.StandardError.BaseStream, text => Deliver(cell => new StreamEvent(cell, "stderr", text)), onCrash: KillSoon);
        Alive[this] = true;
        new Thread(Listen) { IsBackground = true, Name = "worker events" }.Start();
        Stream input = process.StandardInput.BaseStream;
        new Thread(() => Speak(input)) { IsBackground = true, Name = "worker requests" }.Start();
    }

    /// <summary>False once the process has ended; it takes no cells then.</summary>
    public bool IsAlive => !died.Task.IsCompleted;

    /// <summary>Why the process has ended, as the end of a sentence.</summary>
    public string DeathNotice => notice ?? "the worker is alive";

    /// <summary>The started process as this machine counts it: the worker, or the sandbox around it.</summary>
    public int ProcessId { get; }

    /// <summary>Answers a cell that reads from the console; without it a cell finds no input.</summary>
    public Func<InputEvent, Task<string?>>? OnInput { get; set; }

    /// <summary>
    /// Completes when a cell has had so much time. That is time that passes, unless the front measures what the worker makes of it.
    /// </summary>
    public Func<TimeSpan, CancellationToken, Task> Patience { get; set; } = Task.Delay;

    /// <summary>Starts a worker and waits until it is warm.</summary>
    /// <exception cref="CourseKitException">It does not start.</exception>
    public static async Task<WorkerClient> StartAsync(WorkerLaunch launch, CancellationToken cancellation)
    {
        ProcessStartInfo start = launch.ToStartInfo();
        WorkerClient client;
        try
        {
            client = new WorkerClient(Process.Start(start)!);
        }
        catch (Exception cause) when (cause is System.ComponentModel.Win32Exception or InvalidOperationException or IOException)
        {
            throw new CourseKitException($"cannot start a worker with '{start.FileName}' in {start.WorkingDirectory}: {cause.Message}", cause: cause);
        }
        try
        {
            await Task.WhenAny(client.ready.Task, client.died.Task).WaitAsync(launch.StartLimit, cancellation);
            if (client.ready.Task.IsCompleted) return client;
            throw new CourseKitException($"the worker ended while it started ({client.DeathNotice}); what it said: {client.raw.Tail}");
        }
        catch (Exception failure)
        {
            await client.DisposeAsync();
            if (failure is TimeoutException) throw new CourseKitException($"the worker did not start within {launch.StartLimit.TotalSeconds} s", cause: failure);
            throw;
        }
    }

    /// <summary>Runs a cell and tells what it does; the last event is always a <see cref="DoneEvent"/>. Whatever the cell does, this does not throw.</summary>
    /// <param name="onEvent">Called for one event at a time, in order, on another thread.</param>
    /// <param name="timeout">After this time the cell is interrupted and, if that does not help, its process ended. Null: no limit.</param>
    /// <param name="cancellation">Interrupts the cell in the same way.</param>
    public async Task<CellStatus> ExecuteAsync(ExecuteRequest request, Action<WorkerEvent> onEvent, TimeSpan? timeout, CancellationToken cancellation)
    {
        await oneCell.WaitAsync(CancellationToken.None);
        try
        {
            var cell = new RunningCell(request.Id, onEvent);
            lock (gate) running = cell;
            Send(request);
            if (!IsAlive) Bury();

            Task<CellStatus> done = cell.Done;
            if (await EndsWithin(done, timeout, cancellation)) return await done;
            cell.Stop(cancellation.IsCancellationRequested ? CellStatus.Interrupted : CellStatus.TimedOut, timeout);
            await StopAsync(cell);
            return await done;
        }
        finally
        {
            lock (gate) running = null;
            oneCell.Release();
        }
    }

    /// <summary>Asks about the text of a cell, whether one runs or not.</summary>
    /// <param name="make">Makes the question with the number that it is given.</param>
    /// <returns>Null when the worker has died, or has not answered in time.</returns>
    public async Task<T?> AskAsync<T>(Func<int, Question> make, TimeSpan patience) where T : Answer
    {
        Question question = make(Interlocked.Increment(ref lastQuestion));
        var answered = new TaskCompletionSource<Answer?>(TaskCreationOptions.RunContinuationsAsynchronously);
        questions[question.Id] = answered;
        Send(question);
        await Task.WhenAny(answered.Task, died.Task, Task.Delay(patience));
        questions.TryRemove(question.Id, out _);
        return answered.Task.IsCompletedSuccessfully ? answered.Task.Result as T : null;
    }

    /// <summary>Stops the running cell and keeps its variables; a cell that does not stop loses its process, and they are lost.</summary>
    public async Task InterruptAsync()
    {
        RunningCell? cell;
        lock (gate) cell = running;
        if (cell is null) return;
        cell.Stop(CellStatus.Interrupted, null);
        await StopAsync(cell);
    }

    private async Task StopAsync(RunningCell cell)
    {
        Send(new InterruptRequest());
        if (!await EndsWithin(cell.Done, Grace, CancellationToken.None)) Kill();
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        Alive.TryRemove(this, out _);
        // The listening thread has use for the process until then, on a busy machine for longer than anybody should wait.
        Task gone = died.Task.ContinueWith(_ => process.Dispose(), TaskScheduler.Default);
        await Task.WhenAny(gone, Task.Delay(TimeSpan.FromSeconds(5)));
    }

    private async Task<bool> EndsWithin(Task task, TimeSpan? limit, CancellationToken cancellation)
    {
        if (task.IsCompleted) return true;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task over = limit is TimeSpan time ? Patience(time, ended.Token) : Task.Delay(Timeout.Infinite, ended.Token);
        await Task.WhenAny(task, over);
        await ended.CancelAsync();
        return task.IsCompleted;
    }

    private void Send(Request request)
    {
        try
        {
            if (requests.TryAdd(Frames.Pack(request))) return;
            stuck = true;
            Kill();
        }
        catch (InvalidOperationException)
        {
            // The listening thread has found the worker dead, and says why.
        }
    }

    private void Speak(Stream input)
    {
        try
        {
            foreach (byte[] frame in requests.GetConsumingEnumerable())
            {
                input.Write(frame);
                input.Flush();
            }
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            // The listening thread finds the same out, and says why.
        }
    }

    private void Listen()
    {
        string? tampering = null;
        try
        {
            Stream events = process.StandardOutput.BaseStream;
            while (Frames.ReadEvent(events) is WorkerEvent message) Hear(message);
        }
        catch (InvalidDataException garbage)
        {
            tampering = $"sent {garbage.Message}";
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException) { }
        Kill();
        process.WaitForExit(TimeSpan.FromSeconds(5));
        raw.WaitForEnd();
        // Read before the death is known: whoever waits for it may dispose of the process at once.
        if (stuck) tampering ??= "asked for more than it read";
        notice = tampering is null
            ? LastWords.Explain(process.HasExited ? process.ExitCode : null, raw.Crash)
            : $"the worker {tampering}: the cell has interfered with the process that it runs in";
        died.TrySetResult();
        requests.CompleteAdding();
        Alive.TryRemove(this, out _);
        Bury();
    }

    private void Hear(WorkerEvent message)
    {
        switch (message)
        {
            case ReadyEvent started:
                // In a sandbox with process numbers of its own the two differ, and the number means nothing here.
                if (started.ProcessId == process.Id) group = process.Id;
                ready.TrySetResult();
                break;
            case InputEvent input:
                _ = AnswerAsync(input);
                break;
            case Answer answer:
                if (questions.TryGetValue(answer.Id, out TaskCompletionSource<Answer?>? question)) question.TrySetResult(answer);
                break;
            case DoneEvent done:
                // Only for the cell that runs: a worker can send a thousand of these, and each would cost the wait.
                if (IsRunning(done.Id)) raw.WaitForMark();
                Deliver(_ => message);
                break;
            default:
                Deliver(_ => message);
                break;
        }
    }

    private async Task AnswerAsync(InputEvent input)
    {
        string? text = null;
        try
        {
            if (OnInput is not null) text = await OnInput(input);
        }
        finally
        {
            Send(new InputReply(text));
        }
    }

    private void Deliver(Func<int, WorkerEvent> make)
    {
        lock (gate)
            if (running is RunningCell cell) cell.Deliver(make(cell.Id));
    }

    private bool IsRunning(int id)
    {
        lock (gate) return running?.Id == id;
    }

    /// <summary>Tells the running cell that its process is gone.</summary>
    private void Bury()
    {
        lock (gate) running?.Bury(DeathNotice);
    }

    /// <summary>.NET takes seconds to write down a deep stack that has overflowed; what we need stands in the first line.</summary>
    private void KillSoon() => _ = Task.Delay(TimeSpan.FromMilliseconds(200)).ContinueWith(_ => Kill(), TaskScheduler.Default);

    private void Kill()
    {
        try
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
            if (Interlocked.Exchange(ref group, 0) is > 1 and int leader) StandardStreams.EndGroup(leader);
        }
        catch (Exception gone) when (gone is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException) { }
    }
}
