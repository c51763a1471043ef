using System.Runtime.Intrinsics;

namespace CourseLib.Kernels;

/// <summary>Matrix products of contiguous row-major matrices.</summary>
/// <remarks>
/// C is cut into blocks of at most 1024 × 512, one chunk each; a chunk walks k in steps of 512 and adds one step after the other to its block.
/// B's step is packed into panels of one tile's width ([k][32]), which stay in L2 while the rows go by; A, 144 rows at a time, into rows with a gap, so
/// that they do not collide in the cache, or into panels [k][8] if it is transposed. With few columns A is read in place, with few rows B.
/// Each element is summed in the order of k, so neither the blocks nor the threads show in the result.
/// </remarks>
internal static unsafe class Gemm
{
    /// <summary>C = op(A)·op(B), or C += op(A)·op(B) when <paramref name="accumulate"/>; op(A) is m×k, op(B) is k×n.</summary>
    public static void Multiply(bool transposeA, bool transposeB, int m, int n, int k,
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, bool accumulate = false) =>
        MultiplyBatch(1, transposeA, transposeB, m, n, k, a, 0, b, 0, c, accumulate);

    /// <summary>C = op(A)·op(B) + bias, the bias (n) added to every row: a fully connected layer.</summary>
    public static void MultiplyAddRow(bool transposeA, bool transposeB, int m, int n, int k,
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> bias, Span<float> c)
    {
        for (int i = 0; i < m; i++) { bias[..n].CopyTo(c.Slice(i * n, n)); }
        Multiply(transposeA, transposeB, m, n, k, a, b, c, accumulate: true);
    }

    /// <summary>C[i] (+)= op(A[i])·op(B[i]); matrix i starts at i·stride, and a stride of 0 uses one matrix for the whole batch.</summary>
    public static void MultiplyBatch(int batch, bool transposeA, bool transposeB, int m, int n, int k,
        ReadOnlySpan<float> a, int strideA, ReadOnlySpan<float> b, int strideB, Span<float> c, bool accumulate = false)
    {
        Require(a.Length, ((nint)(batch - 1) * strideA) + ((nint)m * k), nameof(a));
        Require(b.Length, ((nint)(batch - 1) * strideB) + ((nint)k * n), nameof(b));
        Require(c.Length, (nint)batch * m * n, nameof(c));
        if (batch == 0 || m == 0 || n == 0) { return; }
        fixed (float* pa = a, pb = b, pc = c)
        {
            if (Vector512.IsHardwareAccelerated) { GemmJob<Lanes16>.Run(batch, transposeA, transposeB, m, n, k, pa, strideA, pb, strideB, pc, accumulate); }
            else if (Vector256.IsHardwareAccelerated) { GemmJob<Lanes8>.Run(batch, transposeA, transposeB, m, n, k, pa, strideA, pb, strideB, pc, accumulate); }
            else { GemmJob<Lanes4>.Run(batch, transposeA, transposeB, m, n, k, pa, strideA, pb, strideB, pc, accumulate); }
        }
    }

    private static void Require(int length, nint needed, string name)
    {
        if (length < needed) { throw new ArgumentException($"the matrix product needs {needed} elements, the span has {length}", name); }
    }
}
