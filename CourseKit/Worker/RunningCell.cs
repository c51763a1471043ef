using System.Globalization;

namespace CourseKit.Worker;

/// <summary>A cell between its request and its last event, as the front sees it.</summary>
internal sealed class RunningCell(int id, Action<WorkerEvent> onEvent)
{
    private readonly TaskCompletionSource<CellStatus> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CellStatus? stoppedAs;
    private string? limit;

    public int Id { get; } = id;

    /// <summary>How the cell ended; fails only when the front's own callback does.</summary>
    public Task<CellStatus> Done => done.Task;

    /// <summary>The front has decided to stop the cell; from now on it ends as <paramref name="status"/>.</summary>
    public void Stop(CellStatus status, TimeSpan? timeout)
    {
        limit ??= timeout?.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        stoppedAs ??= status;
    }

    /// <summary>Hands an event on. Events of other cells are stale and dropped; nothing follows the last one.</summary>
    public void Deliver(WorkerEvent message)
    {
        if (done.Task.IsCompleted) return;
        switch (message)
        {
            case StreamEvent { Id: var other } when other != Id: return;
            case DisplayEvent { Id: var other } when other != Id: return;
            case ResultEvent { Id: var other } when other != Id: return;
            case ClearEvent { Id: var other } when other != Id: return;
            case RecordingEvent { Id: var other } when other != Id: return;
            case ReachingEvent { Id: var other } when other != Id: return;
            case ErrorEvent { Id: var other } when other != Id: return;
            case DoneEvent { Id: var other } when other != Id: return;
            case ErrorEvent { Name: "Interrupted" } interrupted when stoppedAs == CellStatus.TimedOut:
                message = interrupted with { Name = "TimedOut", Message = $"the cell took longer than {limit} s and was stopped; its variables are kept" };
                break;
            case DoneEvent { Status: CellStatus.Interrupted } ended when stoppedAs is CellStatus status:
                message = ended with { Status = status };
                break;
        }
        Call(message);
        if (message is DoneEvent last) done.TrySetResult(last.Status);
    }

    /// <summary>The process is gone, and with it all variables.</summary>
    public void Bury(string notice)
    {
        if (done.Task.IsCompleted) return;
        ErrorEvent error = stoppedAs switch
        {
            CellStatus.TimedOut => new(Id, "TimedOut", $"the cell took longer than {limit} s, did not stop when asked, and was ended; all variables are lost", []),
            CellStatus.Interrupted => new(Id, "Interrupted", "the cell did not stop when asked, and was ended; all variables are lost", []),
            _ => new(Id, "WorkerDied", notice + "; all variables are lost", []),
        };
        Call(error);
        CellStatus status = stoppedAs ?? CellStatus.WorkerDied;
        Call(new DoneEvent(Id, status, 0));
        done.TrySetResult(status);
    }

    private void Call(WorkerEvent message)
    {
        try
        {
            onEvent(message);
        }
        catch (Exception broken)
        {
            done.TrySetException(broken);
        }
    }
}
