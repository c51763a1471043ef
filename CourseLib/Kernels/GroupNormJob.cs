using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CourseLib.Kernels;

/// <summary>What is done to some samples' rows (a row is a group of a sample): statistics and normalising, or the gradient if Upstream is given.</summary>
internal readonly unsafe struct GroupNormJob : IJob
{
    private const int ChunkElements = 16_384;

    public int N { get; init; }
    public int C { get; init; }
    public int S { get; init; }
    public int G { get; init; }
    public float* X { get; init; }
    public float* Gamma { get; init; }
    public float* Beta { get; init; }
    public float Epsilon { get; init; }
    public float* Mean { get; init; }
    public float* Variance { get; init; }
    public float* InvStd { get; init; }
    public float* Y { get; init; }
    public float* Upstream { get; init; }

    /// <summary>S = 1: one row of C sums for each chunk; else one for each sample.</summary>
    public float* DGamma { get; init; }
    public float* DBeta { get; init; }

    /// <summary>Elements of a row.</summary>
    public int Row => C / G * S;

    public int Chunks => ((N * G) + RowsPerChunk - 1) / RowsPerChunk;

    /// <summary>S = 1: rows of whole samples, because they share sums; 64 at most, because these are sums of floats.</summary>
    private int RowsPerChunk => S == 1 ? G * Math.Clamp(ChunkElements / C, 8, 64) : Math.Max(1, ChunkElements / Row);

    public void Run(int chunk)
    {
        if (Vector512.IsHardwareAccelerated) { Run<Lanes16>(chunk); }
        else if (Vector256.IsHardwareAccelerated) { Run<Lanes8>(chunk); }
        else { Run<Lanes4>(chunk); }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Run<V>(int chunk)
        where V : struct, ILanes<V>
    {
        float* dgamma = DGamma + ((nint)chunk * C), dbeta = DBeta + ((nint)chunk * C);
        if (Upstream != null && S == 1)
        {
            new Span<float>(dgamma, C).Clear();
            new Span<float>(dbeta, C).Clear();
        }

        for (int row = chunk * RowsPerChunk; row < Math.Min(N * G, (chunk + 1) * RowsPerChunk); row++)
        {
            int channel = row % G * (C / G);
            if (Upstream == null) { Forward<V>(row, channel); }
            else if (S == 1) { BackwardElements<V>(row, channel, dgamma + channel, dbeta + channel); }
            else { BackwardChannels<V>(row, channel); }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Forward<V>(int row, int channel)
        where V : struct, ILanes<V>
    {
        float* x = X + ((nint)row * Row), y = Y + ((nint)row * Row);
        var moments = default(MomentSum);
        Moments.Merge<V>(x, Row, ref moments);
        double variance = moments.Squares / Row, invStd = 1 / Math.Sqrt(variance + Epsilon);
        Mean[row] = (float)moments.Mean;
        Variance[row] = (float)variance;
        InvStd[row] = (float)invStd;
        if (S == 1)
        {
            int i = Normalize<V>(x, y, 0, Row, Mean[row], InvStd[row], Gamma + channel, Beta + channel);
            Normalize<Lanes1>(x, y, i, Row, Mean[row], InvStd[row], Gamma + channel, Beta + channel);
            return;
        }

        for (int c = channel; c < channel + (C / G); c++, x += S, y += S)
        {
            AffineRuns.Normalize<V>(x, y, S, Gamma[c] * InvStd[row], Mean[row], Beta[c]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Normalize<V>(float* x, float* y, int i, int count, float mean, float invStd, float* gamma, float* beta)
        where V : struct, ILanes<V>
    {
        V m = V.All(mean), r = V.All(invStd);
        for (; i <= count - V.Count; i += V.Count) { V.Store(V.Fma((V.Load(x + i) - m) * r, V.Load(gamma + i), V.Load(beta + i)), y + i); }
        return i;
    }

    /// <summary>dx = a·γ·dy + b·(x − mean) + d of a row, from sum = Σ γ·dy and dot = Σ γ·dy·(x − mean).</summary>
    private (float A, float B, float D) Coefficients(int row, double sum, double dot)
    {
        double invStd = InvStd[row];
        return ((float)invStd, (float)(-invStd * invStd * invStd * dot / Row), (float)(-invStd * sum / Row));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void BackwardChannels<V>(int row, int channel)
        where V : struct, ILanes<V>
    {
        float* dy = Upstream + ((nint)row * Row), x = X + ((nint)row * Row), dx = Y + ((nint)row * Row);
        float mean = Mean[row];
        float* dgamma = DGamma + ((nint)(row / G) * C), dbeta = DBeta + ((nint)(row / G) * C);
        double sum = 0, dot = 0;
        for (int k = 0; k < C / G; k++)
        {
            var (first, second) = Moments.Dot<V>(dy + ((nint)k * S), x + ((nint)k * S), S, mean);
            dbeta[channel + k] = (float)first;
            dgamma[channel + k] = (float)(second * InvStd[row]);
            sum += Gamma[channel + k] * first;
            dot += Gamma[channel + k] * second;
        }

        var (a, b, d) = Coefficients(row, sum, dot);
        for (int k = 0; k < C / G; k++, dy += S, x += S, dx += S)
        {
            AffineRuns.Combine<V>(dy, x, dx, S, a * Gamma[channel + k], b, d, mean);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void BackwardElements<V>(int row, int channel, float* dgamma, float* dbeta)
        where V : struct, ILanes<V>
    {
        float* dy = Upstream + ((nint)row * Row), x = X + ((nint)row * Row), dx = Y + ((nint)row * Row), gamma = Gamma + channel;
        var (sum, dot) = Moments.Dot<V>(dy, gamma, x, Row, Mean[row]);
        var coefficients = Coefficients(row, sum, dot);
        int i = Elements<V>(dy, x, dx, 0, gamma, coefficients, Mean[row], dgamma, dbeta);
        Elements<Lanes1>(dy, x, dx, i, gamma, coefficients, Mean[row], dgamma, dbeta);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Elements<V>(float* dy, float* x, float* dx, int i, float* gamma, (float A, float B, float D) coefficients, float mean, float* dgamma, float* dbeta)
        where V : struct, ILanes<V>
    {
        int count = Row;
        V a = V.All(coefficients.A), b = V.All(coefficients.B), d = V.All(coefficients.D), m = V.All(mean);
        for (; i <= count - V.Count; i += V.Count)
        {
            V u = V.Load(dy + i), deviation = V.Load(x + i) - m;
            V.Store(V.Fma(a * V.Load(gamma + i), u, V.Fma(b, deviation, d)), dx + i);
            V.Store(V.Fma(u, deviation * a, V.Load(dgamma + i)), dgamma + i);
            V.Store(u + V.Load(dbeta + i), dbeta + i);
        }

        return i;
    }
}
