using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace CourseLib.Kernels;

/// <summary>C (+)= A·B for one tile of R ≤ 8 rows by T ≤ 2 vectors, held in registers while k runs; S = 2 if B's rows stand at offsets.</summary>
/// <remarks>
/// A may be packed (AStep = 8), in place (AStep = 1), transposed in place (AStep = lda) or an image seen through a window (a segment for each row of outputs).
/// All T vectors of C's rows are written. Each element is one chain of fused multiply-adds in the order of k, whatever the tile's size.
/// </remarks>
internal static unsafe class Tile
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, R, T, S>(TileWork* work)
        where V : struct, ILanes<V>
        where R : struct, ICount
        where T : struct, ICount
        where S : struct, ICount
    {
        float* b = work->B, c = work->C, bias = work->Bias;
        nint cPitch = work->CPitch, aStep = work->AStep, bStep = work->BStep, aSegment = work->ASegment;
        int* offsets = work->Offsets;
        bool accumulate = work->Accumulate;
        float* r0 = Row(work, 0);
        float* r1 = R.Value > 1 ? Row(work, 1) : null;
        float* r2 = R.Value > 2 ? Row(work, 2) : null;
        float* r3 = R.Value > 3 ? Row(work, 3) : null;
        float* r4 = R.Value > 4 ? Row(work, 4) : null;
        float* r5 = R.Value > 5 ? Row(work, 5) : null;
        float* r6 = R.Value > 6 ? Row(work, 6) : null;
        float* r7 = R.Value > 7 ? Row(work, 7) : null;
        for (nint panel = work->Panels; panel > 0; panel--)
        {
            // C is asked for now, so that it has arrived when the sums are done.
            Prefetch<V, T>(c);
            if (R.Value > 1) { Prefetch<V, T>(c + cPitch); }
            if (R.Value > 2) { Prefetch<V, T>(c + (2 * cPitch)); }
            if (R.Value > 3) { Prefetch<V, T>(c + (3 * cPitch)); }
            if (R.Value > 4) { Prefetch<V, T>(c + (4 * cPitch)); }
            if (R.Value > 5) { Prefetch<V, T>(c + (5 * cPitch)); }
            if (R.Value > 6) { Prefetch<V, T>(c + (6 * cPitch)); }
            if (R.Value > 7) { Prefetch<V, T>(c + (7 * cPitch)); }

            V c00 = bias == null ? default : V.All(bias[0]), c01 = c00;
            V c10 = bias == null || R.Value <= 1 ? default : V.All(bias[1]), c11 = c10;
            V c20 = bias == null || R.Value <= 2 ? default : V.All(bias[2]), c21 = c20;
            V c30 = bias == null || R.Value <= 3 ? default : V.All(bias[3]), c31 = c30;
            V c40 = bias == null || R.Value <= 4 ? default : V.All(bias[4]), c41 = c40;
            V c50 = bias == null || R.Value <= 5 ? default : V.All(bias[5]), c51 = c50;
            V c60 = bias == null || R.Value <= 6 ? default : V.All(bias[6]), c61 = c60;
            V c70 = bias == null || R.Value <= 7 ? default : V.All(bias[7]), c71 = c70;
            float* next = b;
            for (nint segment = work->Segments; segment > 0; segment--)
            {
                nint t = 0;
                for (nint left = work->Length; left > 0; left--)
                {
                    float* row = S.Value == 2 ? next + offsets[t] : next;
                    V b0 = V.Load(row), b1 = T.Value > 1 ? V.Load(row + V.Count) : default;
                    {
                        V a = V.All(r0[t]);
                        V.AddProduct(ref c00, a, b0);
                        if (T.Value > 1) { V.AddProduct(ref c01, a, b1); }
                    }

                    if (R.Value > 1)
                    {
                        V a = V.All(r1[t]);
                        V.AddProduct(ref c10, a, b0);
                        if (T.Value > 1) { V.AddProduct(ref c11, a, b1); }
                    }

                    if (R.Value > 2)
                    {
                        V a = V.All(r2[t]);
                        V.AddProduct(ref c20, a, b0);
                        if (T.Value > 1) { V.AddProduct(ref c21, a, b1); }
                    }

                    if (R.Value > 3)
                    {
                        V a = V.All(r3[t]);
                        V.AddProduct(ref c30, a, b0);
                        if (T.Value > 1) { V.AddProduct(ref c31, a, b1); }
                    }

                    if (R.Value > 4)
                    {
                        V a = V.All(r4[t]);
                        V.AddProduct(ref c40, a, b0);
                        if (T.Value > 1) { V.AddProduct(ref c41, a, b1); }
                    }

                    if (R.Value > 5)
                    {
                        V a = V.All(r5[t]);
                        V.AddProduct(ref c50, a, b0);
                        if (T.Value > 1) { V.AddProduct(ref c51, a, b1); }
                    }

                    if (R.Value > 6)
                    {
                        V a = V.All(r6[t]);
                        V.AddProduct(ref c60, a, b0);
                        if (T.Value > 1) { V.AddProduct(ref c61, a, b1); }
                    }

                    if (R.Value > 7)
                    {
                        V a = V.All(r7[t]);
                        V.AddProduct(ref c70, a, b0);
                        if (T.Value > 1) { V.AddProduct(ref c71, a, b1); }
                    }

                    t += S.Value == 2 ? 1 : aStep;
                    if (S.Value == 1) { next += bStep; }
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
            if (R.Value > 1) { Put<V, T>(c + cPitch, c10, c11, accumulate); }
            if (R.Value > 2) { Put<V, T>(c + (2 * cPitch), c20, c21, accumulate); }
            if (R.Value > 3) { Put<V, T>(c + (3 * cPitch), c30, c31, accumulate); }
            if (R.Value > 4) { Put<V, T>(c + (4 * cPitch), c40, c41, accumulate); }
            if (R.Value > 5) { Put<V, T>(c + (5 * cPitch), c50, c51, accumulate); }
            if (R.Value > 6) { Put<V, T>(c + (6 * cPitch), c60, c61, accumulate); }
            if (R.Value > 7) { Put<V, T>(c + (7 * cPitch), c70, c71, accumulate); }
            b += work->BNext;
            c += work->CNext;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float* Row(TileWork* work, int i) => work->A + (work->RowOffsets == null ? i * work->RowPitch : work->RowOffsets[i]);

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
