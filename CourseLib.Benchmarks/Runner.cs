using System.Diagnostics;
using CourseLib.Kernels;

namespace CourseLib.Benchmarks;

/// <summary>Measures one benchmark: repetitions of ours and of the peer take turns, and the medians are compared.</summary>
internal sealed class Runner(TorchPeer peer, bool quick)
{
    /// <summary>A peer that needs longer than this for once is not asked again.</summary>
    private const double SlowMs = 1000;

    /// <summary>The runtime recompiles what is hot only after 100 ms without new methods.</summary>
    private const double WarmUpMs = 300;

    private readonly int rounds = quick ? 7 : 21;
    private readonly double roundMs = quick ? 5 : 20;

    public Row Measure(Benchmark benchmark, Machine machine)
    {
        Threads.Count = machine.Threads;
        var ours = benchmark.Prepare();
        var mine = new List<double>();
        var theirs = new List<double>();
        int repetitions = Repetitions(reps => Time(ours, reps)), peerRepetitions = 1;
        bool slow = false;
        if (peer.IsInstalled)
        {
            double first = peer.Setup(benchmark.Peer, machine.Threads);
            slow = first > SlowMs;
            if (slow) { theirs.Add(first); }
            else { peerRepetitions = Repetitions(peer.Run); }
        }

        for (int round = 0; round < rounds; round++)
        {
            mine.Add(Time(ours, repetitions));
            if (peer.IsInstalled && !slow) { theirs.Add(peer.Run(peerRepetitions)); }
        }

        double ms = Median(mine);
        double? peerMs = theirs.Count > 0 ? Median(theirs) : null;
        double? share = benchmark.Flops > 0 ? benchmark.Flops / (ms / 1000) / machine.FlopsPerSecond
            : benchmark.Bytes > 0 ? benchmark.Bytes / (ms / 1000) / machine.BytesPerSecond : null;
        string limit = benchmark.Flops > 0 ? "FMA peak" : benchmark.Bytes > 0 ? "copy bandwidth" : "";
        return new Row(benchmark.Family, benchmark.Name, machine.Threads, ms, peer.Name, peerMs, peerMs / ms, limit, share);
    }

    /// <summary>Warms up (compilers and caches), then counts how many repetitions fill a round.</summary>
    private int Repetitions(Func<int, double> time)
    {
        var clock = Stopwatch.StartNew();
        double ms = time(1);
        while (clock.ElapsedMilliseconds < WarmUpMs) { ms = Math.Min(ms, time(1)); }
        return (int)Math.Clamp(roundMs / Math.Max(ms, 1e-4), 1, 100_000);
    }

    private static double Time(Action work, int repetitions)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < repetitions; i++) { work(); }
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / repetitions;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
