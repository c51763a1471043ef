using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace CourseLib.Kernels;

/// <summary>C (+)= A·B for one tile of R ≤ 8 rows by T ≤ 2 vectors, held in registers while k runs.</summary>
/// <remarks>
/// A: row i is read at rows[i] + t·aStep for t &lt; length, then again one aSegment further on, for every segment; so A may be packed
/// (aStep = 8), in place (aStep = 1), transposed in place (aStep = lda) or an image seen through a window (one segment for each output row).
/// B: one row of T vectors for each k, bStep apart, or (S = 2, one segment, aStep = 1) at b + offsets[k]. C: rows cStride apart; all T vectors are written.
/// Each element is one chain of fused multiply-adds in the order of k, whatever the tile's size.
/// </remarks>
internal static unsafe class Tile
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, R, T, S>(float** rows, nint aStep, nint aSegment, nint segments, nint length,
        float* b, nint bStep, int* offsets, float* c, nint cStride, bool accumulate)
        where V : struct, ILanes<V>
        where R : struct, ICount
        where T : struct, ICount
        where S : struct, ICount
    {
        // C is asked for now, so that it has arrived when the sums are done.
        Prefetch<V, T>(c);
        if (R.Value > 1) { Prefetch<V, T>(c + (1 * cStride)); }
        if (R.Value > 2) { Prefetch<V, T>(c + (2 * cStride)); }
        if (R.Value > 3) { Prefetch<V, T>(c + (3 * cStride)); }
        if (R.Value > 4) { Prefetch<V, T>(c + (4 * cStride)); }
        if (R.Value > 5) { Prefetch<V, T>(c + (5 * cStride)); }
        if (R.Value > 6) { Prefetch<V, T>(c + (6 * cStride)); }
        if (R.Value > 7) { Prefetch<V, T>(c + (7 * cStride)); }

        float* r0 = rows[0], r1 = R.Value > 1 ? rows[1] : null, r2 = R.Value > 2 ? rows[2] : null, r3 = R.Value > 3 ? rows[3] : null, r4 = R.Value > 4 ? rows[4] : null, r5 = R.Value > 5 ? rows[5] : null, r6 = R.Value > 6 ? rows[6] : null, r7 = R.Value > 7 ? rows[7] : null;
        V c00 = default, c01 = default;
        V c10 = default, c11 = default;
        V c20 = default, c21 = default;
        V c30 = default, c31 = default;
        V c40 = default, c41 = default;
        V c50 = default, c51 = default;
        V c60 = default, c61 = default;
        V c70 = default, c71 = default;
        for (; segments > 0; segments--)
        {
            nint t = 0;
            for (nint left = length; left > 0; left--)
            {
                float* row = S.Value == 2 ? b + offsets[t] : b;
                V b0 = V.Load(row), b1 = T.Value > 1 ? V.Load(row + V.Count) : default;
                {
                    V a = V.All(r0[t]);
                    c00 = V.MultiplyAdd(a, b0, c00);
                    if (T.Value > 1) { c01 = V.MultiplyAdd(a, b1, c01); }
                }

                if (R.Value > 1)
                {
                    V a = V.All(r1[t]);
                    c10 = V.MultiplyAdd(a, b0, c10);
                    if (T.Value > 1) { c11 = V.MultiplyAdd(a, b1, c11); }
                }

                if (R.Value > 2)
                {
                    V a = V.All(r2[t]);
                    c20 = V.MultiplyAdd(a, b0, c20);
                    if (T.Value > 1) { c21 = V.MultiplyAdd(a, b1, c21); }
                }

                if (R.Value > 3)
                {
                    V a = V.All(r3[t]);
                    c30 = V.MultiplyAdd(a, b0, c30);
                    if (T.Value > 1) { c31 = V.MultiplyAdd(a, b1, c31); }
                }

                if (R.Value > 4)
                {
                    V a = V.All(r4[t]);
                    c40 = V.MultiplyAdd(a, b0, c40);
                    if (T.Value > 1) { c41 = V.MultiplyAdd(a, b1, c41); }
                }

                if (R.Value > 5)
                {
                    V a = V.All(r5[t]);
                    c50 = V.MultiplyAdd(a, b0, c50);
                    if (T.Value > 1) { c51 = V.MultiplyAdd(a, b1, c51); }
                }

                if (R.Value > 6)
                {
                    V a = V.All(r6[t]);
                    c60 = V.MultiplyAdd(a, b0, c60);
                    if (T.Value > 1) { c61 = V.MultiplyAdd(a, b1, c61); }
                }

                if (R.Value > 7)
                {
                    V a = V.All(r7[t]);
                    c70 = V.MultiplyAdd(a, b0, c70);
                    if (T.Value > 1) { c71 = V.MultiplyAdd(a, b1, c71); }
                }

                t += S.Value == 2 ? 1 : aStep;
                if (S.Value == 1) { b += bStep; }
            }

            r0 += aSegment;
            r1 += aSegment;
            r2 += aSegment;
            r3 += aSegment;
            r4 += aSegment;
            r5 += aSegment;
            r6 += aSegment;
            r7 += aSegment;
        }

        Put<V, T>(c, c00, c01, accumulate);
        if (R.Value > 1) { Put<V, T>(c + (1 * cStride), c10, c11, accumulate); }
        if (R.Value > 2) { Put<V, T>(c + (2 * cStride), c20, c21, accumulate); }
        if (R.Value > 3) { Put<V, T>(c + (3 * cStride), c30, c31, accumulate); }
        if (R.Value > 4) { Put<V, T>(c + (4 * cStride), c40, c41, accumulate); }
        if (R.Value > 5) { Put<V, T>(c + (5 * cStride), c50, c51, accumulate); }
        if (R.Value > 6) { Put<V, T>(c + (6 * cStride), c60, c61, accumulate); }
        if (R.Value > 7) { Put<V, T>(c + (7 * cStride), c70, c71, accumulate); }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<V, T>(float* c, V x0, V x1, bool accumulate)
        where V : struct, ILanes<V>
        where T : struct, ICount
    {
        if (accumulate)
        {
            x0 += V.Load(c);
            if (T.Value > 1) { x1 += V.Load(c + V.Count); }
        }

        V.Store(x0, c);
        if (T.Value > 1) { V.Store(x1, c + V.Count); }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch<V, T>(float* c)
        where V : struct, ILanes<V>
        where T : struct, ICount
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(c);
            if (T.Value > 1 && V.Count == 16) { Sse.Prefetch0(c + V.Count); }
        }
    }
}
