using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CourseLib.Kernels;

/// <summary>Maximum and average pooling of (Batch, Channels, Height, Width) planes.</summary>
/// <remarks>
/// A chunk takes some planes. Each is staged like a convolution's input (see <see cref="Window"/>), padded with −∞ or 0, so that what a tap shows to a row
/// of outputs is contiguous; outputs go by whole vectors, and one that runs over its row is overwritten by the next. The gradients go back over the same
/// taps; two-by-two windows side by side are written without reading, interleaved from vectors of outputs.
/// </remarks>
internal static unsafe class Pooling
{
    private const int ChunkElements = 16_384;

    /// <summary>y = the maximum of each window; argmax = where it stands in its plane, row·InWidth + column.</summary>
    /// <remarks>Padding counts as −∞; the first maximum in row-major order wins; a NaN wins over every number, and the last NaN over the others, as in PyTorch.</remarks>
    public static void MaxForward(in PoolShape s, ReadOnlySpan<float> x, Span<float> y, Span<int> argmax)
    {
        Require(s, x.Length, y.Length);
        Require(s, x.Length, argmax.Length);
        fixed (float* px = x, py = y)
        {
            fixed (int* pargmax = argmax)
            {
                if (Vector512.IsHardwareAccelerated) { Forward<Lanes16>(s, px, py, pargmax, false); }
                else if (Vector256.IsHardwareAccelerated) { Forward<Lanes8>(s, px, py, pargmax, false); }
                else { Forward<Lanes4>(s, px, py, pargmax, false); }
            }
        }
    }

    /// <summary>dx: each dy goes to the element that won its window.</summary>
    public static void MaxBackward(in PoolShape s, ReadOnlySpan<float> dy, ReadOnlySpan<int> argmax, Span<float> dx)
    {
        Require(s, dx.Length, dy.Length);
        Require(s, dx.Length, argmax.Length);
        fixed (float* pdx = dx, pdy = dy)
        {
            fixed (int* pargmax = argmax) { Threads.For(Chunks(s), new PoolBackward(s, PlanesPerChunk(s), pdy, pargmax, null, pdx)); }
        }
    }

    /// <summary>y = the mean of each window; <paramref name="countPadding"/> divides by the whole window, else by the part inside the plane.</summary>
    public static void AverageForward(in PoolShape s, ReadOnlySpan<float> x, Span<float> y, bool countPadding = true)
    {
        Require(s, x.Length, y.Length);
        fixed (float* px = x, py = y)
        {
            if (Vector512.IsHardwareAccelerated) { Forward<Lanes16>(s, px, py, null, countPadding); }
            else if (Vector256.IsHardwareAccelerated) { Forward<Lanes8>(s, px, py, null, countPadding); }
            else { Forward<Lanes4>(s, px, py, null, countPadding); }
        }
    }

    /// <summary>dx: each dy is shared equally by the elements of its window.</summary>
    public static void AverageBackward(in PoolShape s, ReadOnlySpan<float> dy, Span<float> dx, bool countPadding = true)
    {
        Require(s, dx.Length, dy.Length);
        using var scratch = Scratch.Rent(s.OutPlane);
        Divisors(s, countPadding, scratch.Pointer);
        fixed (float* pdx = dx, pdy = dy) { Threads.For(Chunks(s), new PoolBackward(s, PlanesPerChunk(s), pdy, null, scratch.Pointer, pdx)); }
    }

    /// <summary>How many elements each window of a plane counts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Divisors(in PoolShape s, bool countPadding, float* divisors)
    {
        int outWidth = s.OutWidth;
        for (int o = 0; o < s.OutPlane; o++)
        {
            int count = 0;
            for (int t = 0; t < s.Taps; t++)
            {
                int row = (o / outWidth * s.StrideHeight) + s.TapRow(t), column = (o % outWidth * s.StrideWidth) + s.TapColumn(t);
                bool counts = countPadding ? row < s.InHeight + s.PadHeight && column < s.InWidth + s.PadWidth : (uint)row < (uint)s.InHeight && (uint)column < (uint)s.InWidth;
                if (counts) { count++; }
            }

            divisors[o] = count;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Forward<V>(PoolShape s, float* x, float* y, int* argmax, bool countPadding)
        where V : struct, ILanes<V>
    {
        var window = s.InputWindow();
        using var offsets = Scratch.Rent(2 * s.Taps);
        using var divisors = Scratch.Rent(s.OutPlane + V.Count);
        window.Offsets(1, window.Rows, (int*)offsets.Pointer);
        for (int t = 0; t < s.Taps; t++) { ((int*)offsets.Pointer)[s.Taps + t] = (s.TapRow(t) * s.InWidth) + s.TapColumn(t); }
        new Span<float>(divisors.Pointer + s.OutPlane, V.Count).Fill(1);
        if (argmax == null) { Divisors(s, countPadding, divisors.Pointer); }
        Threads.For(Chunks(s), new PoolForward<V>(s, window, PlanesPerChunk(s), (int*)offsets.Pointer, divisors.Pointer, x, y, argmax));
    }

    private static int PlanesPerChunk(in PoolShape s) => Math.Max(1, ChunkElements / Math.Max(1, s.InPlane));

    private static int Chunks(in PoolShape s) => (s.Planes + PlanesPerChunk(s) - 1) / PlanesPerChunk(s);

    private static void Require(in PoolShape s, int input, int output)
    {
        if (input < (long)s.Planes * s.InPlane || output < (long)s.Planes * s.OutPlane)
        {
            throw new ArgumentException($"the pooling needs {(long)s.Planes * s.InPlane} and {(long)s.Planes * s.OutPlane} elements, the spans have {input} and {output}");
        }
    }
}
