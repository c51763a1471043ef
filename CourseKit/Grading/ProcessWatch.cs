using System.Diagnostics;

namespace CourseKit.Grading;

/// <summary>
/// Keeps a process and all its descendants to their memory, threads and time. The kernel's own limits do not fit: a .NET process reserves
/// far more address
/// space than it uses.
/// </summary>
internal sealed class ProcessWatch : IDisposable
{
    public const int MostThreads = 512;

    /// <summary>Of one open file, and of each place in the table of them.</summary>
    private const long Descriptor = 512;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50), Shortest = TimeSpan.FromMilliseconds(2);

    private readonly int process;
    private readonly long memoryBytes;
    private readonly RunClock clock = new();
    private readonly SemaphoreSlim end = new(0);
    private readonly object gate = new();
    private readonly List<Wait> waits = [];
    private SandboxMemory? outside;
    private long lastLook = Stopwatch.GetTimestamp(), lastMemory;

    /// <param name="process">The root of the tree, as this process sees it. It has started whatever it shuts the rest in.</param>
    public ProcessWatch(int process, int memoryMegabytes)
    {
        this.process = process;
        memoryBytes = (long)memoryMegabytes << 20;
        // A thread of its own: those of the pool may all be at work just when a process takes what it can get.
        new Thread(Watch) { IsBackground = true, Name = "process watch" }.Start();
    }

    /// <summary>Why the tree was ended; null while it lives or when it ended by itself.</summary>
    public string? Reason { get; private set; }

    /// <summary>The time that the tree has been charged with.</summary>
    public TimeSpan Charged { get { lock (gate) return clock.Charged; } }

    /// <summary>What it held at the last look, in bytes.</summary>
    public long Memory => Volatile.Read(ref lastMemory);

    /// <summary>Completes when the tree has been charged with so much from now on.</summary>
    public async Task PassAsync(TimeSpan limit, CancellationToken cancellation)
    {
        var wait = new Wait(limit);
        lock (gate) waits.Add(wait);
        try
        {
            await wait.Over.Task.WaitAsync(cancellation);
        }
        finally
        {
            lock (gate) waits.Remove(wait);
        }
    }

    public void Dispose() => end.Release();

    /// <summary>The reason of whatever ends a tree for its memory.</summary>
    public static string TooMuch(long megabytes) => $"it used more than {megabytes} MB of memory";

    private void Watch()
    {
        for (TimeSpan pause = Interval; !end.Wait(pause) && Reason is null;) pause = Look();
    }

    /// <summary>Gives the time until the next look, short where memory grows fast.</summary>
    private TimeSpan Look()
    {
        int[] tree = ProcessTree.Of(process, MostThreads);
        if (outside is null)
        {
            outside = SandboxMemory.Of(tree[^1]);
            Nice.Lower(tree[^1]);
        }
        long memory = outside.Measure(), threads = 0;
        TimeSpan processor = TimeSpan.Zero;
        foreach (int member in tree)
        {
            long[] fields = ProcessTree.Fields(member, "VmRSS:", "VmPTE:", "FDSize:", "Threads:");
            memory += (fields[0] + fields[1] << 10) + fields[2] * Descriptor;
            threads += fields[3];
            processor += ProcessTree.ProcessorTime(member);
        }
        TimeSpan passed = Stopwatch.GetElapsedTime(lastLook);
        lastLook = Stopwatch.GetTimestamp();
        Charge(tree, processor, passed);

        if (memory > memoryBytes) Reason = TooMuch(memoryBytes >> 20);
        else if (threads > MostThreads) Reason = $"it started more than {MostThreads} threads and processes";
        // The root first: a sandbox ends with it at once, however fast those inside start others.
        if (Reason is not null) foreach (int member in tree) ProcessTree.Kill(member);

        long grown = memory - lastMemory;
        Volatile.Write(ref lastMemory, memory);
        if (grown <= 0) return Interval;
        TimeSpan third = passed * ((double)(memoryBytes - memory) / grown / 3);
        return third > Interval ? Interval : third < Shortest ? Shortest : third;
    }

    private void Charge(int[] tree, TimeSpan processor, TimeSpan passed)
    {
        lock (gate)
        {
            bool isIdle = waits.Count > 0 && !clock.HasRun(processor) && !tree.Any(ProcessTree.WantsToRun);
            clock.Look(processor, passed, isIdle);
            foreach (Wait wait in waits)
            {
                wait.From ??= clock.Charged;
                if (clock.Charged - wait.From >= wait.Limit || Stopwatch.GetElapsedTime(wait.Begun) >= RunLimits.Backstop(wait.Limit))
                    wait.Over.TrySetResult();
            }
        }
    }

    /// <summary>Somebody who waits for the end of a time.</summary>
    private sealed class Wait(TimeSpan limit)
    {
        public TimeSpan Limit => limit;

        public long Begun { get; } = Stopwatch.GetTimestamp();

        public TimeSpan? From { get; set; }

        public TaskCompletionSource Over { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
