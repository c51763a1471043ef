using System.Diagnostics;

namespace CourseLib.Benchmarks;

/// <summary>Something that does a benchmark's work and says how long that took.</summary>
internal abstract class Peer
{
    public abstract string Name { get; }

    /// <summary>Milliseconds for one of so many repetitions.</summary>
    public abstract double Run(int repetitions);
}

/// <summary>Work in this process.</summary>
internal sealed class LocalPeer(string name, Action work) : Peer
{
    public override string Name => name;

    public override double Run(int repetitions)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < repetitions; i++) work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / repetitions;
    }
}
