namespace CourseLib.Benchmarks;

/// <summary>One thing to measure.</summary>
/// <param name="Family">What <c>--filter</c> and the table group by.</param>
/// <param name="Name">The shape, short.</param>
/// <param name="Torch">The work as <c>torch_peer.py</c> understands it.</param>
/// <param name="Prepare">Makes the inputs and returns the work.</param>
/// <param name="Flops">Floating-point operations, compared with the machine's peak; or 0.</param>
/// <param name="Bytes">Bytes that must be moved, compared with the machine's copy bandwidth; or 0.</param>
internal sealed record Benchmark(string Family, string Name, object Torch, Func<Action> Prepare, double Flops = 0, double Bytes = 0)
{
    /// <summary>The same work in other .NET libraries: a name and what makes the inputs and returns the work.</summary>
    public IReadOnlyList<(string Name, Func<Action> Prepare)> Rivals { get; init; } = [];
}

/// <summary>One measurement. A ratio above 1 means faster, or smaller, than the peer; the limit share is how much of the machine is used.</summary>
/// <param name="Unit">"ms"; "MB" in the family of memory.</param>
internal sealed record Row(string Family, string Name, int Threads, double OursMs, string Peer, double? PeerMs, double? Ratio, string Limit, double? LimitShare, string Unit = "ms");
