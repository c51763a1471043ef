using System.Collections.Concurrent;

namespace CourseKit.Worker;

/// <summary>
/// Brings what follows an <c>await</c> in a cell back to the cell's thread, where the stack is deep and an interrupt can reach it.
/// </summary>
/// <remarks>
/// A plain context of this kind deadlocks on <c>Load().Result</c>: the thread waits for a continuation that waits for the thread.
/// So a continuation that has not been fetched for a moment goes to the thread pool, as it would in a console program.
/// </remarks>
internal sealed class CellContext : SynchronizationContext
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> queue = new();
    private readonly AutoResetEvent arrived = new(false);
    private readonly Action<Exception> onLateFailure;
    private readonly Timer relief;
    private volatile bool closed;
    private int fetched, fetchedBefore;

    /// <param name="onLateFailure">Is told what a continuation throws that no cell waits for.</param>
    public CellContext(Action<Exception> onLateFailure)
    {
        this.onLateFailure = onLateFailure;
        relief = new Timer(_ => Relieve());
    }

    /// <summary>Runs <paramref name="start"/> and all continuations until its task has ended, on this thread.</summary>
    public T Run<T>(Func<Task<T>> start)
    {
        SynchronizationContext? outer = Current;
        SetSynchronizationContext(this);
        try
        {
            Task<T> task = start();
            if (!task.IsCompleted)
            {
                _ = task.ContinueWith(_ => arrived.Set(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                while (!task.IsCompleted)
                {
                    arrived.WaitOne();
                    while (Fetch() is var (callback, state)) callback(state);
                }
            }
            return task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(outer);
            closed = true;
            relief.Dispose();
            ToThreadPool();
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        Uninterrupted.Run(() => queue.Enqueue((d, state)));
        if (closed) ToThreadPool();
        else
        {
            arrived.Set();
            try { relief.Change(Patience, Patience); }
            catch (ObjectDisposedException) { ToThreadPool(); }
        }
    }

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override SynchronizationContext CreateCopy() => this;

    private (SendOrPostCallback, object?)? Fetch()
    {
        (SendOrPostCallback, object?)? item = null;
        Uninterrupted.Run(() =>
        {
            if (queue.TryDequeue(out (SendOrPostCallback, object?) next)) item = next;
            fetched++;
        });
        return item;
    }

    private void Relieve()
    {
        if (queue.IsEmpty) return;
        int now = Volatile.Read(ref fetched);
        if (now == fetchedBefore) ToThreadPool();
        fetchedBefore = now;
    }

    private void ToThreadPool()
    {
        while (queue.TryDequeue(out (SendOrPostCallback Callback, object? State) item))
            ThreadPool.UnsafeQueueUserWorkItem(late =>
            {
                try { late.Callback(late.State); }
                catch (Exception thrown) { onLateFailure(thrown); }
            }, item, preferLocal: false);
    }
}
