using System.Runtime.CompilerServices;

namespace CourseLib.Kernels;

/// <summary>A convolution of groups with next to no channels, where packing would cost more than multiplying: planes are staged and multiplied in place.</summary>
/// <remarks>
/// A chunk takes some (image, group) pairs. Four output rows go together, so that a tap's weight is broadcast once for four vectors.
/// weights: (groups, rows, WeightPitch); bias: (groups·rows) or null. The window must not be in place.
/// </remarks>
internal readonly unsafe struct DepthwiseJob<V> : IJob
    where V : struct, ILanes<V>
{
    private const int ChunkElements = 16_384;

    public Window Window { get; init; }
    public int* Offsets { get; init; }
    public int Batch { get; init; }
    public int Groups { get; init; }
    public int Rows { get; init; }
    public float* Source { get; init; }
    public float* Weights { get; init; }
    public nint WeightPitch { get; init; }
    public float* Bias { get; init; }
    public float* Target { get; init; }
    public nint TargetPlane { get; init; }
    public int TargetPitch { get; init; }
    public int TargetStep { get; init; }
    public int Chunks => ((Batch * Groups) + PairsPerChunk - 1) / PairsPerChunk;

    private int PairsPerChunk => Math.Max(1, ChunkElements / (Window.Channels * Window.Height * Window.Width));

    /// <summary>Whether a group is thin enough: one channel on the one side and at most four on the other.</summary>
    public static bool Suits(in ConvolutionShape s) => s.Groups >= 4 && s.InChannelsPerGroup == 1 && s.OutChannelsPerGroup <= 4;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int chunk)
    {
        int size = Window.ChannelSize(Window.Rows);
        using var staged = Scratch.Rent((Window.Channels * size) + V.Count);
        new Span<float>(staged.Pointer + (Window.Channels * size), V.Count).Clear();
        for (int pair = chunk * PairsPerChunk; pair < Math.Min(Batch * Groups, (chunk + 1) * PairsPerChunk); pair++)
        {
            for (int c = 0; c < Window.Channels; c++)
            {
                float* plane = Source + ((((nint)pair * Window.Channels) + c) * Window.Height * Window.Width);
                Window.Stage<V>(plane, 0, Window.Rows, Window.Rows, staged.Pointer + (c * size));
            }

            for (int r = 0; r < Rows; r++)
            {
                float* weights = Weights + ((((nint)(pair % Groups) * Rows) + r) * WeightPitch);
                float* target = Target + ((((nint)pair * Rows) + r) * TargetPlane);
                float bias = Bias == null ? 0 : Bias[(pair % Groups * Rows) + r];
                if (Window.Columns >= V.Count) { Plane<V>(staged.Pointer, weights, bias, target); }
                else if (Window.Columns >= 8 && V.Count > 8) { Plane<Lanes8>(staged.Pointer, weights, bias, target); }
                else if (Window.Columns >= 4) { Plane<Lanes4>(staged.Pointer, weights, bias, target); }
                else { Plane<Lanes1>(staged.Pointer, weights, bias, target); }
            }
        }
    }

    /// <summary>One output plane, in vectors that are no longer than its rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Plane<W>(float* staged, float* weights, float bias, float* target)
        where W : struct, ILanes<W>
    {
        int i = 0;
        for (; i <= Window.Rows - 4; i += 4) { RowsFrom<W, N4>(i, staged, weights, bias, target); }
        for (; i < Window.Rows; i++) { RowsFrom<W, N1>(i, staged, weights, bias, target); }
    }

    /// <summary>R output rows from row <paramref name="i"/> on; the last vector overlaps the one before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RowsFrom<W, R>(int i, float* staged, float* weights, float bias, float* target)
        where W : struct, ILanes<W>
        where R : struct, ICount
    {
        int taps = Window.Channels * Window.Taps, pitch = Window.Pitch, columns = Window.Columns, step = TargetStep, targetPitch = TargetPitch;
        int* offsets = Offsets;
        float* corner = staged + ((nint)i * pitch);
        target += (nint)i * targetPitch;
        for (int next = 0; next < columns; next += W.Count)
        {
            int j = Math.Min(next, columns - W.Count);
            W a = W.All(bias), b = a, c = a, d = a;
            for (int t = 0; t < taps; t++)
            {
                float* at = corner + offsets[t] + j;
                W w = W.All(weights[t]);
                a = W.MultiplyAdd(w, W.Load(at), a);
                if (R.Value > 1)
                {
                    b = W.MultiplyAdd(w, W.Load(at + pitch), b);
                    c = W.MultiplyAdd(w, W.Load(at + (2 * pitch)), c);
                    d = W.MultiplyAdd(w, W.Load(at + (3 * pitch)), d);
                }
            }

            float* to = target + ((nint)j * step);
            Put(a, step, to);
            if (R.Value > 1)
            {
                Put(b, step, to + targetPitch);
                Put(c, step, to + (2 * targetPitch));
                Put(d, step, to + (3 * targetPitch));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<W>(W x, int step, float* to)
        where W : struct, ILanes<W>
    {
        if (step == 1) { W.Store(x, to); }
        else { Scatter(x, step, to); }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scatter<W>(W x, int step, float* to)
        where W : struct, ILanes<W>
    {
        float* lanes = stackalloc float[W.Count];
        W.Store(x, lanes);
        for (int i = 0; i < W.Count; i++) { to[i * step] = lanes[i]; }
    }
}
