using System.Threading.Channels;

namespace CourseKit.Jupyter;

/// <summary>Requests that wait for their turn. What is more than this many, or this much, waits in the front end's own socket.</summary>
internal sealed class RequestQueue
{
    private const int MostWaiting = 10_000;
    private const long MostBytes = 64 << 20;

    private readonly Channel<JupyterMessage> waiting = Channel.CreateBounded<JupyterMessage>(MostWaiting);
    private readonly SemaphoreSlim oneWriter = new(1), room = new(0);
    private long bytes;

    /// <summary>Returns when the request has its place.</summary>
    public async ValueTask AddAsync(JupyterMessage request, CancellationToken cancellation)
    {
        await oneWriter.WaitAsync(cancellation);
        try
        {
            // A request that is too large by itself still finds an empty queue.
            while (Interlocked.Read(ref bytes) is > 0 and long before && before + request.Size > MostBytes) await room.WaitAsync(cancellation);
            Interlocked.Add(ref bytes, request.Size);
            await waiting.Writer.WriteAsync(request, cancellation);
        }
        finally
        {
            oneWriter.Release();
        }
    }

    public async Task<JupyterMessage> TakeAsync(CancellationToken cancellation) => Taken(await waiting.Reader.ReadAsync(cancellation));

    /// <summary>Throws away what waits.</summary>
    public void Clear()
    {
        while (waiting.Reader.TryRead(out JupyterMessage? request)) Taken(request);
    }

    private JupyterMessage Taken(JupyterMessage request)
    {
        Interlocked.Add(ref bytes, -request.Size);
        if (room.CurrentCount == 0) room.Release();
        return request;
    }
}
