namespace CourseLib.Kernels;

/// <summary>A piece of work cut into chunks; a struct that carries pointers, so that no closure is allocated.</summary>
internal interface IJob
{
    /// <summary>Does chunk <paramref name="chunk"/>; chunks run in any order, on any thread.</summary>
    void Run(int chunk);
}

/// <summary>The one place where kernels get their threads from.</summary>
/// <remarks>How work is cut into chunks never depends on <see cref="Count"/>, so results have the same bytes for any number of threads.</remarks>
internal static class Threads
{
    /// <summary>How many threads work at once, the calling one included.</summary>
    public static int Count { get; set; } = Environment.ProcessorCount;

    /// <summary>Runs body(0) … body(chunks − 1), perhaps at the same time; returns when all are done.</summary>
    public static void For(int chunks, Action<int> body) => For(chunks, new ActionJob(body));

    /// <summary>Runs job.Run(0) … job.Run(chunks − 1), perhaps at the same time; returns when all are done.</summary>
    public static void For<TJob>(int chunks, TJob job)
        where TJob : struct, IJob
    {
        for (int i = 0; i < chunks; i++) { job.Run(i); }
    }

    private readonly struct ActionJob(Action<int> body) : IJob
    {
        public void Run(int chunk) => body(chunk);
    }
}
