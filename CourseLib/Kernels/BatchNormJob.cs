using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CourseLib.Kernels;

/// <summary>What is done to one channel, or to neighbouring ones if they are small: statistics if Variance is given, then normalising, or the gradient if Upstream is given.</summary>
/// <remarks>With Rectifies all of it with a ReLU behind. What the ReLU lets through of the upstream is put where the gradient goes, and used from there while it is in the cache.</remarks>
internal readonly unsafe struct BatchNormJob : IJob
{
    private const int ChunkPixels = 512;
    private const int RunElements = 4_096;
    private const int RunImages = 64;

    public int N { get; init; }
    public int C { get; init; }
    public int S { get; init; }
    public float* X { get; init; }
    public float* Mean { get; init; }
    public float* Variance { get; init; }
    public float Epsilon { get; init; }
    public float* InvStd { get; init; }
    public float* Gamma { get; init; }
    public float* Beta { get; init; }
    public float* Y { get; init; }
    public float* Upstream { get; init; }
    public float* DGamma { get; init; }
    public float* DBeta { get; init; }
    public bool Rectifies { get; init; }

    public int Chunks => (C + ChannelsPerChunk - 1) / ChannelsPerChunk;

    private int ChannelsPerChunk => S == 1 ? 64 : Math.Max(1, ChunkPixels / S);

    private double Elements => (double)N * S;

    private bool Normalizes => Y != null && Upstream == null;

    public void Run(int chunk)
    {
        if (Vector512.IsHardwareAccelerated) { Run<Lanes16>(chunk); }
        else if (Vector256.IsHardwareAccelerated) { Run<Lanes8>(chunk); }
        else { Run<Lanes4>(chunk); }
    }

    private void Run<V>(int chunk)
        where V : struct, ILanes<V>
    {
        int first = chunk * ChannelsPerChunk, end = Math.Min(C, first + ChannelsPerChunk);
        if (S == 1)
        {
            Columns<V>(first, end);
            return;
        }

        if (Variance != null) { Statistics<V>(first, end); }
        if (Normalizes) { Normalize<V>(first, end); }
        if (Upstream != null) { Backward<V>(first, end); }
    }

    /// <summary>Images and then channels, in the order of the memory: a channel's own runs lie far apart, and often in the same few places of the cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Statistics<V>(int first, int end)
        where V : struct, ILanes<V>
    {
        Span<MomentSum> moments = stackalloc MomentSum[end - first];
        Span<(double Sum, double Squares)> run = stackalloc (double, double)[end - first];
        Span<float> centers = stackalloc float[end - first];
        moments.Clear();
        int images = Math.Clamp(RunElements / S, 1, RunImages);
        for (int n = 0; n < N; n += images)
        {
            int last = Math.Min(N, n + images);
            for (int s = 0; s < S; s += RunElements)
            {
                int length = Math.Min(RunElements, S - s);
                double count = (double)(last - n) * length;
                run.Clear();
                for (int i = n; i < last; i++)
                {
                    for (int c = 0; c < run.Length; c++) { run[c].Sum += Moments.Sum<V>(At(X, i, first + c) + s, length); }
                }

                for (int c = 0; c < run.Length; c++) { centers[c] = (float)(run[c].Sum / count); }
                run.Clear();
                for (int i = n; i < last; i++)
                {
                    for (int c = 0; c < run.Length; c++)
                    {
                        var (deviations, squares) = Moments.About<V>(At(X, i, first + c) + s, length, centers[c]);
                        run[c].Sum += deviations;
                        run[c].Squares += squares;
                    }
                }

                for (int c = 0; c < run.Length; c++)
                {
                    var (deviations, squares) = run[c];
                    moments[c].Merge(count, centers[c] + (deviations / count), squares - (deviations * deviations / count));
                }
            }
        }

        for (int c = 0; c < run.Length; c++) { Finish(first + c, moments[c].Mean, moments[c].Squares); }
    }

    private void Finish(int c, double mean, double squares)
    {
        Mean[c] = (float)mean;
        Variance[c] = (float)(squares / Elements);
        if (InvStd != null) { InvStd[c] = (float)(1 / Math.Sqrt((double)Variance[c] + Epsilon)); }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Normalize<V>(int first, int end)
        where V : struct, ILanes<V>
    {
        for (int n = 0; n < N; n++)
        {
            for (int c = first; c < end; c++)
            {
                if (Rectifies) { AffineRuns.Rectify<V>(At(X, n, c), At(Y, n, c), S, Gamma[c] * InvStd[c], Mean[c], Beta[c]); }
                else { AffineRuns.Normalize<V>(At(X, n, c), At(Y, n, c), S, Gamma[c] * InvStd[c], Mean[c], Beta[c]); }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Backward<V>(int first, int end)
        where V : struct, ILanes<V>
    {
        Span<(double Sum, double Dot)> sums = stackalloc (double, double)[end - first];
        Span<(float A, float B, float D)> coefficients = stackalloc (float, float, float)[end - first];
        sums.Clear();
        float* upstream = Rectifies ? Y : Upstream;
        for (int n = 0; n < N; n++)
        {
            for (int c = first; c < end; c++)
            {
                if (Rectifies) { AffineRuns.Pass<V>(At(X, n, c), At(Upstream, n, c), At(Y, n, c), S, Gamma[c] * InvStd[c], Mean[c], Beta[c]); }
                var (sum, dot) = Moments.Dot<V>(At(upstream, n, c), At(X, n, c), S, Mean[c]);
                sums[c - first].Sum += sum;
                sums[c - first].Dot += dot;
            }
        }

        for (int c = first; c < end; c++) { coefficients[c - first] = Coefficients(c, sums[c - first].Sum, sums[c - first].Dot); }
        for (int n = 0; n < N; n++)
        {
            for (int c = first; c < end; c++)
            {
                var (a, b, d) = coefficients[c - first];
                AffineRuns.Combine<V>(At(upstream, n, c), At(X, n, c), At(Y, n, c), S, a, b, d, Mean[c]);
            }
        }
    }

    /// <summary>dx = a·dy + b·(x − mean) + d, from sum = Σ dy and dot = Σ dy·(x − mean).</summary>
    private (float A, float B, float D) Coefficients(int c, double sum, double dot)
    {
        double invStd = InvStd[c], a = Gamma[c] * invStd;
        DBeta[c] = (float)sum;
        DGamma[c] = (float)(dot * invStd);
        return ((float)a, (float)(-a * invStd * invStd * dot / Elements), (float)(-a * sum / Elements));
    }

    /// <summary>S = 1: rows of C channels. The sums run down the rows for a vector of channels at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Columns<V>(int first, int end)
        where V : struct, ILanes<V>
    {
        int c = first;
        for (; c <= end - V.Count; c += V.Count) { Column<V>(c); }
        for (; c < end; c++) { Column<Lanes1>(c); }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Column<V>(int c)
        where V : struct, ILanes<V>
    {
        if (Variance != null) { ColumnStatistics<V>(c); }
        if (Normalizes) { ColumnNormalize<V>(c); }

        if (Upstream != null) { ColumnBackward<V>(c); }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ColumnStatistics<V>(int c)
        where V : struct, ILanes<V>
    {
        double* sums = stackalloc double[V.Count];
        double* squares = stackalloc double[V.Count];
        double* deviations = stackalloc double[V.Count];
        float* center = stackalloc float[V.Count];
        for (int i = 0; i < V.Count; i++) { sums[i] = squares[i] = deviations[i] = 0; }
        for (int r = 0; r < N; r += 64)
        {
            V sum = V.All(0);
            for (int n = r; n < Math.Min(N, r + 64); n++) { sum += V.Load(At(X, n, c)); }
            AddTo(sums, sum);
        }

        for (int i = 0; i < V.Count; i++) { center[i] = (float)(sums[i] / N); }
        V mean = V.Load(center);
        for (int r = 0; r < N; r += 64)
        {
            V first = V.All(0), second = V.All(0);
            for (int n = r; n < Math.Min(N, r + 64); n++)
            {
                V d = V.Load(At(X, n, c)) - mean;
                first += d;
                second = V.Fma(d, d, second);
            }

            AddTo(deviations, first);
            AddTo(squares, second);
        }

        for (int i = 0; i < V.Count; i++) { Finish(c + i, center[i] + (deviations[i] / N), squares[i] - (deviations[i] * deviations[i] / N)); }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ColumnNormalize<V>(int c)
        where V : struct, ILanes<V>
    {
        V scale = V.Load(Gamma + c) * V.Load(InvStd + c), mean = V.Load(Mean + c), shift = V.Load(Beta + c);
        for (int n = 0; n < N; n++)
        {
            V y = V.Fma(V.Load(At(X, n, c)) - mean, scale, shift);
            V.Store(Rectifies ? V.Max(y, V.All(0)) : y, At(Y, n, c));
        }
    }

    /// <summary>What the ReLU lets through.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ColumnPass<V>(int c)
        where V : struct, ILanes<V>
    {
        V scale = V.Load(Gamma + c) * V.Load(InvStd + c), mean = V.Load(Mean + c), shift = V.Load(Beta + c);
        for (int n = 0; n < N; n++) { V.Store(V.Less(V.All(0), V.Fma(V.Load(At(X, n, c)) - mean, scale, shift)) & V.Load(At(Upstream, n, c)), At(Y, n, c)); }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ColumnBackward<V>(int c)
        where V : struct, ILanes<V>
    {
        if (Rectifies) { ColumnPass<V>(c); }
        float* upstream = Rectifies ? Y : Upstream;
        double* sums = stackalloc double[V.Count];
        double* dots = stackalloc double[V.Count];
        float* abd = stackalloc float[3 * V.Count];
        for (int i = 0; i < V.Count; i++) { sums[i] = dots[i] = 0; }
        V mean = V.Load(Mean + c);
        for (int r = 0; r < N; r += 64)
        {
            V sum = V.All(0), dot = V.All(0);
            for (int n = r; n < Math.Min(N, r + 64); n++)
            {
                V dy = V.Load(At(upstream, n, c));
                sum += dy;
                dot = V.Fma(dy, V.Load(At(X, n, c)) - mean, dot);
            }

            AddTo(sums, sum);
            AddTo(dots, dot);
        }

        for (int i = 0; i < V.Count; i++) { (abd[i], abd[V.Count + i], abd[(2 * V.Count) + i]) = Coefficients(c + i, sums[i], dots[i]); }
        V a = V.Load(abd), b = V.Load(abd + V.Count), d = V.Load(abd + (2 * V.Count));
        for (int n = 0; n < N; n++) { V.Store(V.Fma(a, V.Load(At(upstream, n, c)), V.Fma(b, V.Load(At(X, n, c)) - mean, d)), At(Y, n, c)); }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddTo<V>(double* totals, V x)
        where V : struct, ILanes<V>
    {
        float* lanes = stackalloc float[V.Count];
        V.Store(x, lanes);
        for (int i = 0; i < V.Count; i++) { totals[i] += lanes[i]; }
    }

    private float* At(float* p, int n, int c) => p + ((((nint)n * C) + c) * S);
}
