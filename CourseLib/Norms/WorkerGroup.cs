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
    private volatile WorkerExchange? exchange;

    /// <summary>A group of <paramref name="count"/> workers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no worker.</exception>
    public WorkerGroup(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        Workers = [.. Enumerable.Range(0, count).Select(rank => new Worker(this, rank))];
    }

    /// <summary>The workers by rank, each to be given to the layers of its copy of the network.</summary>
    public IReadOnlyList<ICollective> Workers { get; }

    /// <summary>Runs <paramref name="work"/> with the ranks 0, 1, … at the same time, and gives the results in that order.</summary>
    /// <remarks>If a worker throws, the others are stopped at their next exchange, and the exception is thrown here.</remarks>
    /// <exception cref="InvalidOperationException">Workers did not all make the same exchanges, or one used the connection of another.</exception>
    public T[] Run<T>(Func<int, T> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        lock (running)
        {
            var results = new T[Workers.Count];
            var own = new WorkerExchange(results.Length, rank => results[rank] = work(rank));
            exchange = own;
            try
            {
                own.Run();
            }
            finally
            {
                exchange = null;
            }
            if (own.Failure is not null) ExceptionDispatchInfo.Throw(own.Failure);
            return results;
        }
    }

    /// <summary>Runs <paramref name="work"/> with the ranks 0, 1, … at the same time.</summary>
    /// <remarks>If a worker throws, the others are stopped at their next exchange, and the exception is thrown here.</remarks>
    /// <exception cref="InvalidOperationException">Workers did not all make the same exchanges, or one used the connection of another.</exception>
    public void Run(Action<int> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        Run(rank =>
        {
            work(rank);
            return true;
        });
    }

    private sealed class Worker(WorkerGroup group, int rank) : ICollective
    {
        public void AllReduce(Span<double> sums)
        {
            if (group.exchange is not WorkerExchange exchange)
                throw new InvalidOperationException($"AllReduce: worker {rank} cannot exchange sums alone; let all workers do it inside WorkerGroup.Run");
            exchange.AllReduce(rank, sums);
        }
    }
}
