using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CourseLib.Kernels;

/// <summary>Copies pieces of matrices into the order in which the tiles read them.</summary>
internal static unsafe class Packing
{
    /// <summary>Floats left free between neighbouring rows and panels, lest a power of two maps them all to one cache set.</summary>
    public const int Gap = 16;

    /// <summary>to[r, c] = from[r, c], and 0 for c from columns up to width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy<V>(float* from, nint fromPitch, int rows, int columns, float* to, nint toPitch, int width)
        where V : struct, ILanes<V>
    {
        for (int r = 0; r < rows; r++)
        {
            Row<V>(from, columns, to);
            for (int c = columns; c < width; c++) { to[c] = 0; }
            from += fromPitch;
            to += toPitch;
        }
    }

    /// <summary>Panels side by side: panel p holds columns p·taken … of all rows, in rows of <paramref name="width"/>.</summary>
    /// <remarks>Row by row: neighbouring rows of a large matrix lie in different pages, and each page is visited once.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Panels<V>(float* from, nint fromPitch, int rows, int columns, float* to, nint panelPitch, int taken, int width)
        where V : struct, ILanes<V>
    {
        for (int r = 0; r < rows; r++)
        {
            float* panel = to;
            for (int c = 0; c < columns; c += taken, panel += panelPitch)
            {
                Row<V>(from + c, Math.Min(taken, columns - c), panel);
            }

            from += fromPitch;
            to += width;
        }
    }

    /// <summary>to[i] = from[i]; the last vector overlaps the one before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Row<V>(float* from, int count, float* to)
        where V : struct, ILanes<V>
    {
        int i = 0;
        if (count >= V.Count)
        {
            for (; i < count - V.Count; i += V.Count) { V.Store(V.Load(from + i), to + i); }
            V.Store(V.Load(from + count - V.Count), to + count - V.Count);
        }
        else if (count >= 4)
        {
            for (; i < count - 4; i += 4) { Lanes4.Store(Lanes4.Load(from + i), to + i); }
            Lanes4.Store(Lanes4.Load(from + count - 4), to + count - 4);
        }
        else
        {
            for (; i < count; i++) { to[i] = from[i]; }
        }
    }

    /// <summary>to[i] = from[i·stride].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather<V>(float* from, int stride, int count, float* to)
        where V : struct, ILanes<V>
    {
        int i = 0;
        if (stride == 2)
        {
            i = EverySecond<V>(from, i, count, to);
            if (V.Count > 8) { i = EverySecond<Lanes8>(from, i, count, to); }
            if (V.Count > 4) { i = EverySecond<Lanes4>(from, i, count, to); }
        }

        for (; i < count; i++) { to[i] = from[i * stride]; }
    }

    /// <summary>Not the last whole vector: the odd neighbour of its last element may lie outside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int EverySecond<V>(float* from, int i, int count, float* to)
        where V : struct, ILanes<V>
    {
        for (; i < count - V.Count; i += V.Count) { V.Store(V.Unzip(V.Load(from + (2 * i)), V.Load(from + (2 * i) + V.Count)).Even, to + i); }
        return i;
    }

    /// <summary>to[i·stride] = from[i], and 0 in between and up to width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Spread<V>(float* from, int count, int stride, float* to, int width)
        where V : struct, ILanes<V>
    {
        int i = 0;
        if (stride == 2)
        {
            for (; i <= count - V.Count && 2 * (i + V.Count) <= width; i += V.Count)
            {
                (V first, V second) = V.Zip(V.Load(from + i), V.All(0));
                V.Store(first, to + (2 * i));
                V.Store(second, to + (2 * i) + V.Count);
            }
        }

        new Span<float>(to + (i * stride), width - (i * stride)).Clear();
        for (; i < count; i++) { to[i * stride] = from[i]; }
    }

    /// <summary>to[c, r] = from[r, c], and 0 for r from rows up to width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(float* from, nint fromPitch, int rows, int columns, float* to, nint toPitch, int width)
    {
        int r = 0;
        if (Avx.IsSupported)
        {
            // Missing rows are zeros as long as the padding has room for them.
            for (; r < rows && Math.Max(rows, width) - r >= 8; r += 8)
            {
                int c = 0, valid = Math.Min(8, rows - r);
                for (; c <= columns - 8; c += 8) { Transpose8(from + (r * fromPitch) + c, fromPitch, valid, to + (c * toPitch) + r, toPitch); }
                for (; c < columns; c++)
                {
                    for (int i = r; i < r + 8; i++) { to[(c * toPitch) + i] = i < rows ? from[(i * fromPitch) + c] : 0; }
                }
            }
        }

        for (int c = 0; c < columns; c++)
        {
            int i = r;
            for (; i < rows; i++) { to[(c * toPitch) + i] = from[(i * fromPitch) + c]; }
            for (; i < width; i++) { to[(c * toPitch) + i] = 0; }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose8(float* from, nint fromPitch, int valid, float* to, nint toPitch)
    {
        var a = Vector256.Load(from);
        var b = valid > 1 ? Vector256.Load(from + fromPitch) : Vector256<float>.Zero;
        var c = valid > 2 ? Vector256.Load(from + (2 * fromPitch)) : Vector256<float>.Zero;
        var d = valid > 3 ? Vector256.Load(from + (3 * fromPitch)) : Vector256<float>.Zero;
        var e = valid > 4 ? Vector256.Load(from + (4 * fromPitch)) : Vector256<float>.Zero;
        var f = valid > 5 ? Vector256.Load(from + (5 * fromPitch)) : Vector256<float>.Zero;
        var g = valid > 6 ? Vector256.Load(from + (6 * fromPitch)) : Vector256<float>.Zero;
        var h = valid > 7 ? Vector256.Load(from + (7 * fromPitch)) : Vector256<float>.Zero;

        // Pairs of rows, then pairs of pairs: each 128-bit half now holds a 4×4 block transposed.
        var ab0 = Avx.UnpackLow(a, b);
        var ab2 = Avx.UnpackHigh(a, b);
        var cd0 = Avx.UnpackLow(c, d);
        var cd2 = Avx.UnpackHigh(c, d);
        var ef0 = Avx.UnpackLow(e, f);
        var ef2 = Avx.UnpackHigh(e, f);
        var gh0 = Avx.UnpackLow(g, h);
        var gh2 = Avx.UnpackHigh(g, h);
        var p0 = Avx.Shuffle(ab0, cd0, 0x44);
        var p1 = Avx.Shuffle(ab0, cd0, 0xEE);
        var p2 = Avx.Shuffle(ab2, cd2, 0x44);
        var p3 = Avx.Shuffle(ab2, cd2, 0xEE);
        var q0 = Avx.Shuffle(ef0, gh0, 0x44);
        var q1 = Avx.Shuffle(ef0, gh0, 0xEE);
        var q2 = Avx.Shuffle(ef2, gh2, 0x44);
        var q3 = Avx.Shuffle(ef2, gh2, 0xEE);

        Avx.Permute2x128(p0, q0, 0x20).Store(to);
        Avx.Permute2x128(p1, q1, 0x20).Store(to + toPitch);
        Avx.Permute2x128(p2, q2, 0x20).Store(to + (2 * toPitch));
        Avx.Permute2x128(p3, q3, 0x20).Store(to + (3 * toPitch));
        Avx.Permute2x128(p0, q0, 0x31).Store(to + (4 * toPitch));
        Avx.Permute2x128(p1, q1, 0x31).Store(to + (5 * toPitch));
        Avx.Permute2x128(p2, q2, 0x31).Store(to + (6 * toPitch));
        Avx.Permute2x128(p3, q3, 0x31).Store(to + (7 * toPitch));
    }
}
