using System.Runtime.ExceptionServices;

namespace CourseLib.Norms;

/// <summary>Workers inside this process, a thread each, that stand for the devices of a distributed training.</summary>
/// <remarks>Sums are taken in the order of the workers, so that a run gives the same bytes every time.</remarks>
/// <example><code>
/// var group = new WorkerGroup(4);
/// SyncBatchNorm[] norms = [.. group.Workers.Select(worker => new SyncBatchNorm(3, worker))];
/// Tensor[] y = group.Run(rank => norms[rank].Forward(shards[rank]));
/// </code></example>
public sealed class WorkerGroup
{
    private readonly Lock running = new();
    private readonly object gate = new();
    private readonly double[]?[] given;
    private readonly bool[] finished;
    private double[] total = [];
    private long exchanges;
    private Exception? failure;
    private bool isRunning;

    /// <summary>A group of <paramref name="count"/> workers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no worker.</exception>
    public WorkerGroup(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        given = new double[count][];
        finished = new bool[count];
        Workers = [.. Enumerable.Range(0, count).Select(rank => new Worker(this, rank))];
    }

    /// <summary>The workers by rank, each to be given to the layers of its copy of the network.</summary>
    public IReadOnlyList<ICollective> Workers { get; }

    /// <summary>Runs <paramref name="work"/> with the ranks 0, 1, … at the same time, and gives the results in that order.</summary>
    /// <remarks>If a worker throws, the others are stopped at their next exchange, and the exception is thrown here.</remarks>
    /// <exception cref="InvalidOperationException">A worker ended while others wait for an exchange with it, or the exchanges are of different lengths.</exception>
    public T[] Run<T>(Func<int, T> work)
    {
        lock (running)
        {
            var results = new T[Workers.Count];
            Thread[] threads = [.. Enumerable.Range(0, results.Length).Select(rank => new Thread(() => Work(rank, () => results[rank] = work(rank))) { IsBackground = true, Name = $"worker {rank}" })];
            lock (gate)
            {
                Array.Clear(given);
                Array.Clear(finished);
                failure = null;
                isRunning = true;
            }
            try
            {
                foreach (Thread thread in threads) thread.Start();
                foreach (Thread thread in threads) thread.Join();
            }
            finally
            {
                lock (gate)
                {
                    isRunning = false;
                    Monitor.PulseAll(gate);
                }
            }
            if (failure is not null) ExceptionDispatchInfo.Throw(failure);
            return results;
        }
    }

    /// <summary>Runs <paramref name="work"/> with the ranks 0, 1, … at the same time.</summary>
    public void Run(Action<int> work) => Run(rank =>
    {
        work(rank);
        return true;
    });

    private void Work(int rank, Action work)
    {
        Exception? thrown = null;
        try
        {
            work();
        }
        catch (Exception exception)
        {
            thrown = exception;
        }
        lock (gate)
        {
            finished[rank] = true;
            failure ??= thrown;
            RefuseUnfinished();
            Monitor.PulseAll(gate);
        }
    }

    private void AllReduce(int rank, Span<double> sums)
    {
        lock (gate)
        {
            if (!isRunning) throw new InvalidOperationException($"AllReduce: worker {rank} cannot exchange sums alone; call it inside WorkerGroup.Run, for all workers");
            if (failure is not null) throw failure;
            long mine = exchanges;
            given[rank] = sums.ToArray();
            if (Array.TrueForAll(given, part => part is not null)) Exchange();
            else RefuseUnfinished();
            while (exchanges == mine && failure is null && isRunning) Monitor.Wait(gate);
            if (exchanges == mine) throw failure ?? new InvalidOperationException($"AllReduce: the run of worker {rank} was given up");
            total.CopyTo(sums);
        }
    }

    private void Exchange()
    {
        if (Array.Find(given, part => part!.Length != given[0]!.Length) is double[] other)
        {
            failure ??= new InvalidOperationException($"AllReduce: workers gave {given[0]!.Length} and {other.Length} sums in the same exchange; all of them must give as many");
        }
        else
        {
            total = new double[given[0]!.Length];
            foreach (double[]? part in given)
                for (int index = 0; index < total.Length; index++) total[index] += part![index];
            exchanges++;
        }
        Array.Clear(given);
        Monitor.PulseAll(gate);
    }

    /// <summary>A worker that waits for one that has ended would wait for ever.</summary>
    private void RefuseUnfinished()
    {
        int gone = Array.IndexOf(finished, true), waiting = Array.FindIndex(given, part => part is not null);
        if (gone >= 0 && waiting >= 0)
            failure ??= new InvalidOperationException($"AllReduce: worker {waiting} waits for an exchange, and worker {gone} has ended without it; all workers must make the same exchanges");
    }

    private sealed class Worker(WorkerGroup group, int rank) : ICollective
    {
        public void AllReduce(Span<double> sums) => group.AllReduce(rank, sums);
    }
}
