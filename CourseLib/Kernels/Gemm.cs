namespace CourseLib.Kernels;

/// <summary>Matrix products of contiguous row-major matrices.</summary>
internal static class Gemm
{
    /// <summary>C = op(A)·op(B), or C += op(A)·op(B) when <paramref name="accumulate"/>; op(A) is m×k, op(B) is k×n.</summary>
    public static void Multiply(bool transposeA, bool transposeB, int m, int n, int k,
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, bool accumulate = false)
    {
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                float sum = 0;
                for (int t = 0; t < k; t++)
                {
                    sum += (transposeA ? a[(t * m) + i] : a[(i * k) + t]) * (transposeB ? b[(j * k) + t] : b[(t * n) + j]);
                }

                c[(i * n) + j] = accumulate ? c[(i * n) + j] + sum : sum;
            }
        }
    }

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
        for (int i = 0; i < batch; i++)
        {
            Multiply(transposeA, transposeB, m, n, k, a.Slice(i * strideA, m * k), b.Slice(i * strideB, k * n), c.Slice(i * m * n, m * n), accumulate);
        }
    }
}
