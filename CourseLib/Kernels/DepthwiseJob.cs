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
                int i = 0;
                for (; i <= Window.Rows - 4; i += 4) { RowsFrom<N4>(i, staged.Pointer, weights, bias, target); }
                for (; i < Window.Rows; i++) { RowsFrom<N1>(i, staged.Pointer, weights, bias, target); }
            }
        }
    }

    /// <summary>R output rows from row <paramref name="i"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RowsFrom<R>(int i, float* staged, float* weights, float start, float* target)
        where R : struct, ICount
    {
        int taps = Window.Channels * Window.Taps, pitch = Window.Pitch, columns = Window.Columns;
        int* offsets = Offsets;
        float* corner = staged + ((nint)i * pitch);
        target += (nint)i * TargetPitch;
        V bias = V.All(start);
        for (int j = 0; j < columns; j += V.Count)
        {
            V a = bias, b = bias, c = bias, d = bias;
            for (int t = 0; t < taps; t++)
            {
                float* at = corner + offsets[t] + j;
                V w = V.All(weights[t]);
                a = V.MultiplyAdd(w, V.Load(at), a);
                if (R.Value > 1)
                {
                    b = V.MultiplyAdd(w, V.Load(at + pitch), b);
                    c = V.MultiplyAdd(w, V.Load(at + (2 * pitch)), c);
                    d = V.MultiplyAdd(w, V.Load(at + (3 * pitch)), d);
                }
            }

            float* to = target + ((nint)j * TargetStep);
            int count = Math.Min(V.Count, columns - j);
            Put(a, count, to);
            if (R.Value > 1)
            {
                Put(b, count, to + TargetPitch);
                Put(c, count, to + (2 * TargetPitch));
                Put(d, count, to + (3 * TargetPitch));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Put(V x, int count, float* to)
    {
        if (TargetStep == 1 && count == V.Count) { V.Store(x, to); }
        else { Scatter(x, count, TargetStep, to); }
    }

    private static void Scatter(V x, int count, int step, float* to)
    {
        float* lanes = stackalloc float[V.Count];
        V.Store(x, lanes);
        int i = 0;
        for (; step == 1 && i <= count - 4; i += 4) { Lanes4.Store(Lanes4.Load(lanes + i), to + i); }
        for (; i < count; i++) { to[i * step] = lanes[i]; }
    }
}
