using CourseLib.Norms;

namespace CourseKit.Distributed;

/// <summary>This process among those that train one network together.</summary>
/// <param name="Rank">From 0.</param>
internal sealed record Workers(int Rank, int Size, ICollective Group)
{
    public static Workers Alone { get; } = new(0, 1, new Self());

    public bool IsFirst => Rank == 0;

    /// <summary>The part of <paramref name="count"/> things that this process has; parts differ by at most one.</summary>
    public (int Start, int Length) Share(int count)
    {
        int start = (int)((long)count * Rank / Size), end = (int)((long)count * (Rank + 1) / Size);
        return (start, end - start);
    }

    /// <summary>Sums of a few numbers over all processes.</summary>
    public double[] Sums(params double[] own)
    {
        Group.AllReduce(own);
        return own;
    }

    /// <summary>Whether a whole number below 2³² is the same everywhere; all get the same answer.</summary>
    public bool Agree(uint own)
    {
        // All squares are exact in two halves of sixteen bits, and Cauchy's inequality is an equality only where all are alike.
        double low = own & 0xffff, high = own >> 16;
        double[] sums = Sums(low, low * low, high, high * high);
        return sums[0] * sums[0] == Size * sums[1] && sums[2] * sums[2] == Size * sums[3];
    }

    private sealed class Self : ICollective
    {
        public void AllReduce(Span<double> sums)
        {
        }
    }
}
