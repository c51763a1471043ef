using System.Diagnostics;
using CourseLib.Kernels;

namespace CourseLib.Benchmarks;

/// <summary>Measures one benchmark: ours, the peers and the machine's limit take turns, and the medians are compared.</summary>
internal sealed class Runner(TorchPeer torch, bool quick)
{
    /// <summary>A peer that needs longer than this for once is not asked again.</summary>
    private const double SlowMs = 1000;

    /// <summary>What is shorter is done several times in a round: threads that were asleep may share a processor at first.</summary>
    private const double LongMs = 200;

    /// <summary>The runtime recompiles what is hot only after 100 ms without new methods.</summary>
    private const double WarmUpMs = 300;

    /// <summary>OpenBLAS's threads keep a processor busy for 2²⁶ of its cycles after their work, in case there is more.</summary>
    private static readonly TimeSpan PeerFallsAsleep = TimeSpan.FromMilliseconds(40);

    private readonly int rounds = quick ? 7 : 21;
    private readonly double roundMs = quick ? 5 : 20;

    /// <summary>A row for each peer; PyTorch has one, saying so, where it is not installed.</summary>
    public IEnumerable<Row> Measure(Benchmark benchmark, Machine machine)
    {
        Threads.Count = machine.Threads;
        List<Peer> peers = [new LocalPeer("CourseLib", benchmark.Prepare()), .. benchmark.Rivals.Select(rival => new LocalPeer(rival.Name, rival.Prepare()))];
        if (torch.IsInstalled)
        {
            torch.Setup(benchmark.Torch);
            peers.Insert(1, torch);
        }
        (Peer Peer, int Repetitions, List<double> Times)[] all = [.. peers.Select(peer => (peer, Repetitions(peer, out double first), first > SlowMs ? [first] : new List<double>()))];
        var limits = new List<double>();
        for (int round = 0; round < rounds; round++)
        {
            if (torch.IsInstalled && machine.Threads > 1) Thread.Sleep(PeerFallsAsleep);
            foreach ((Peer peer, int repetitions, List<double> times) in all)
                if (peer == peers[0] || times is not [> SlowMs]) times.Add(peer.Run(repetitions));
            limits.Add(benchmark.Flops > 0 ? machine.Flops() : benchmark.Bytes > 0 ? machine.Bytes() : 1);
        }

        double ms = Median(all[0].Times), done = benchmark.Flops + benchmark.Bytes;
        double? share = done > 0 ? done / (ms / 1000) / Median(limits) : null;
        string limit = benchmark.Flops > 0 ? "FMA peak" : benchmark.Bytes > 0 ? "copy bandwidth" : "";
        Row Beside(string peer, double? theirs) => new(benchmark.Family, benchmark.Name, machine.Threads, ms, peer, theirs, theirs / ms, limit, share);
        if (!torch.IsInstalled) yield return Beside(torch.Name, null);
        foreach ((Peer peer, _, List<double> times) in all.Skip(1)) yield return Beside(peer.Name, Median(times));
    }

    /// <summary>Warms up (compilers and caches), then counts how many repetitions fill a round.</summary>
    private int Repetitions(Peer peer, out double first)
    {
        var clock = Stopwatch.StartNew();
        double ms = first = peer.Run(1);
        while (clock.ElapsedMilliseconds < WarmUpMs) ms = Math.Min(ms, peer.Run(1));
        return (int)Math.Clamp(roundMs / Math.Max(ms, 1e-4), ms < LongMs ? 4 : 1, 100_000);
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
