namespace CourseLib.Kernels;

/// <summary>A piece of work cut into chunks; a struct that carries pointers, because spans cannot be captured.</summary>
internal interface IJob
{
    /// <summary>Does chunk <paramref name="chunk"/>; chunks run in any order, on any thread.</summary>
    void Run(int chunk);
}

/// <summary>The one place where kernels get their threads from: a team of background threads that wait for work, briefly awake and then asleep.</summary>
/// <remarks>How work is cut into chunks never depends on <see cref="Count"/>, so results have the same bytes for any number of threads.</remarks>
internal static class Threads
{
    private static readonly List<Worker> Team = [];
    private static int busy;

    [ThreadStatic]
    private static bool inside;

    /// <summary>How many threads work at once, the calling one included; the environment variable COURSEKIT_THREADS sets the first value.</summary>
    public static int Count
    {
        get;
        set => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "the number of threads must be at least 1");
    }
    = int.TryParse(Environment.GetEnvironmentVariable("COURSEKIT_THREADS"), out int count) && count >= 1 ? count : Environment.ProcessorCount;

    /// <summary>Runs body(0) … body(chunks − 1), perhaps at the same time; returns when all are done.</summary>
    public static void For(int chunks, Action<int> body) => For(chunks, new ActionJob(body));

    /// <summary>Runs job.Run(0) … job.Run(chunks − 1), perhaps at the same time; returns when all are done.</summary>
    /// <remarks>A call from inside a chunk, or while another thread has the team, runs inline. The first exception reaches the caller and the chunks that have not begun are dropped.</remarks>
    public static void For<TJob>(int chunks, TJob job)
        where TJob : struct, IJob
    {
        bool mine = false;
        if (chunks > 1 && Count > 1 && !inside)
        {
            // A finally block is the one place where the calling thread cannot be aborted, so the team is never left taken.
            try { } finally { mine = Interlocked.CompareExchange(ref busy, 1, 0) == 0; }
        }

        if (!mine)
        {
            for (int i = 0; i < chunks; i++) { job.Run(i); }
            return;
        }

        var work = new Work<TJob>(chunks, job);
        try
        {
            inside = true;
            int helpers = Math.Min(Count, chunks) - 1;
            while (Team.Count < helpers) { Team.Add(new Worker()); }
            for (int i = 0; i < helpers; i++) { Team[i].Give(work); }
            work.Drain();
        }
        finally
        {
            // However this method is left, no worker may touch the job's memory afterwards.
            work.Cancel();
            foreach (var worker in Team) { worker.Finish(work); }
            inside = false;
            Volatile.Write(ref busy, 0);
        }

        work.ThrowIfFailed();
    }

    /// <summary>Marks this thread as one of the team: what it calls runs inline.</summary>
    internal static void Join() => inside = true;

    private readonly struct ActionJob(Action<int> body) : IJob
    {
        public void Run(int chunk) => body(chunk);
    }

    private sealed class Work<TJob>(int chunks, TJob job) : Work(chunks)
        where TJob : struct, IJob
    {
        protected override void Run(int chunk) => job.Run(chunk);
    }
}
