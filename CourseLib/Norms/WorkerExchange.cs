namespace CourseLib.Norms;

/// <summary>One run of a <see cref="WorkerGroup"/>: its threads, and the place where they meet to add up.</summary>
internal sealed class WorkerExchange
{
    private readonly object gate = new();
    private readonly Thread[] threads;
    private readonly double[]?[] given;
    private readonly bool[] ended;
    private double[] total = [];
    private long exchanges;

    public WorkerExchange(int workers, Action<int> work)
    {
        threads = [.. Enumerable.Range(0, workers).Select(rank => new Thread(() => Work(rank, work)) { IsBackground = true, Name = $"worker {rank}" })];
        given = new double[workers][];
        ended = new bool[workers];
    }

    /// <summary>What went wrong first, or null.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Runs all workers to their ends.</summary>
    public void Run()
    {
        try
        {
            foreach (Thread thread in threads) thread.Start();
            foreach (Thread thread in threads) thread.Join();
        }
        finally
        {
            // When this method is left early, nobody may wait for ever.
            if (Array.Exists(threads, thread => thread.IsAlive))
                lock (gate) Fail(new InvalidOperationException("AllReduce: the run of the workers was given up"));
        }
    }

    /// <summary>Waits until every worker has given its sums, and replaces them by the totals.</summary>
    public void AllReduce(int rank, Span<double> sums)
    {
        if (Thread.CurrentThread != threads[rank])
            throw new InvalidOperationException($"AllReduce: worker {rank}'s connection is used by {Thread.CurrentThread.Name ?? "another thread"}; in WorkerGroup.Run each rank uses the worker of its own rank");
        lock (gate)
        {
            long mine = exchanges;
            given[rank] = sums.ToArray();
            if (Array.TrueForAll(given, part => part is not null)) AddUp();
            else RefuseEnded();
            while (exchanges == mine && Failure is null) Monitor.Wait(gate);
            if (exchanges == mine) throw Failure!;
            total.CopyTo(sums);
        }
    }

    private void Work(int rank, Action<int> work)
    {
        Exception? thrown = null;
        try
        {
            work(rank);
        }
        catch (Exception exception)
        {
            thrown = exception;
        }
        lock (gate)
        {
            ended[rank] = true;
            if (thrown is not null) Fail(thrown);
            else RefuseEnded();
        }
    }

    private void AddUp()
    {
        if (Array.Find(given, part => part!.Length != given[0]!.Length) is double[] other)
        {
            Fail(new InvalidOperationException($"AllReduce: workers gave {given[0]!.Length} and {other.Length} sums in the same exchange; all of them must give as many"));
            return;
        }
        total = new double[given[0]!.Length];
        foreach (double[]? part in given)
            for (int index = 0; index < total.Length; index++) total[index] += part![index];
        exchanges++;
        Array.Clear(given);
        Monitor.PulseAll(gate);
    }

    /// <summary>A worker that waits for one that has ended would wait for ever.</summary>
    private void RefuseEnded()
    {
        int gone = Array.IndexOf(ended, true), waiting = Array.FindIndex(given, part => part is not null);
        if (gone >= 0 && waiting >= 0)
            Fail(new InvalidOperationException($"AllReduce: worker {waiting} waits for an exchange, and worker {gone} has ended without it; all workers must make the same exchanges"));
    }

    private void Fail(Exception failure)
    {
        Failure ??= failure;
        Monitor.PulseAll(gate);
    }
}
