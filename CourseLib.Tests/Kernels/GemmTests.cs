using CourseLib.Kernels;

namespace CourseLib.Tests.Kernels;

public class GemmTests
{
    [Fact]
    public void Every_shape_and_transposition_agrees_with_double_precision()
    {
        var random = new Random(1);
        for (int trial = 0; trial < 600; trial++)
        {
            int limit = trial % 10 == 0 ? 150 : 40;
            int m = random.Next(1, limit), n = random.Next(1, limit), k = random.Next(trial % 50 == 0 ? 0 : 1, trial % 20 == 0 ? 600 : limit);
            Compare(random, trial % 2 == 0, trial / 2 % 2 == 0, m, n, k, trial / 4 % 2 == 0);
        }
    }

    [Theory]
    [InlineData(700, 1100, 30)]
    [InlineData(1, 1000, 300)]
    [InlineData(1000, 1, 300)]
    [InlineData(300, 600, 520)]
    public void Several_blocks_agree_with_double_precision(int m, int n, int k)
    {
        var random = new Random(2);
        for (int i = 0; i < 4; i++) { Compare(random, i % 2 == 0, i / 2 == 0, m, n, k, accumulate: i == 1); }
    }

    [Fact]
    public void A_batch_with_a_shared_matrix_is_one_product_after_another()
    {
        var random = new Random(3);
        for (int trial = 0; trial < 20; trial++)
        {
            int batch = random.Next(1, 40), m = random.Next(1, 30), n = random.Next(1, 30), k = random.Next(1, 30);
            float[] a = Sample.Floats(random, batch * m * k), b = Sample.Floats(random, k * n);
            var c = Sample.Output(batch * m * n);
            Gemm.MultiplyBatch(batch, false, trial % 2 == 0, m, n, k, a, m * k, b, 0, c.Span);
            c.AssertUntouched();
            float[] single = new float[m * n];
            for (int i = 0; i < batch; i++)
            {
                Gemm.Multiply(false, trial % 2 == 0, m, n, k, a.AsSpan(i * m * k, m * k), b, single);
                Assert.Equal(single, c.Span.Slice(i * m * n, m * n).ToArray());
            }
        }
    }

    [Fact]
    public void The_bias_row_is_added_to_every_row()
    {
        var random = new Random(4);
        float[] a = Sample.Floats(random, 7 * 50), b = Sample.Floats(random, 50 * 33), bias = Sample.Floats(random, 33);
        var c = Sample.Output(7 * 33);
        Gemm.MultiplyAddRow(false, true, 7, 33, 50, a, b, bias, c.Span);
        c.AssertUntouched();
        double[] expected = Reference(false, true, 7, 33, 50, a, b);
        for (int i = 0; i < expected.Length; i++) { expected[i] += bias[i % 33]; }
        Sample.AssertClose(expected, c.Span, 1e-5, "with bias");
    }

    [Fact]
    public void A_span_that_is_too_short_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(false, false, 2, 2, 2, new float[3], new float[4], new float[4]));
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(false, false, 2, 2, 2, new float[4], new float[3], new float[4]));
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(false, false, 2, 2, 2, new float[4], new float[4], new float[3]));
    }

    [Fact]
    public void NaN_and_infinity_reach_exactly_the_elements_that_use_them()
    {
        var random = new Random(5);
        int m = 19, n = 45, k = 33;
        float[] a = Sample.Floats(random, m * k), b = Sample.Floats(random, k * n), c = new float[m * n];
        a[(4 * k) + 7] = float.NaN;
        b[(9 * n) + 40] = float.PositiveInfinity;
        Gemm.Multiply(false, false, m, n, k, a, b, c);
        for (int i = 0; i < m * n; i++) { Assert.Equal(i / n != 4 && i % n != 40, float.IsFinite(c[i])); }
    }

    private static void Compare(Random random, bool transposeA, bool transposeB, int m, int n, int k, bool accumulate)
    {
        float[] a = Sample.Floats(random, (m * k) + 1), b = Sample.Floats(random, (k * n) + 1), start = Sample.Floats(random, m * n);
        var c = Sample.Output(m * n, offset: random.Next(16));
        start.CopyTo(c.Span);
        Gemm.Multiply(transposeA, transposeB, m, n, k, a.AsSpan(1), b.AsSpan(1), c.Span, accumulate);
        c.AssertUntouched();
        double[] expected = Reference(transposeA, transposeB, m, n, k, a.AsSpan(1), b.AsSpan(1));
        if (accumulate) { for (int i = 0; i < m * n; i++) { expected[i] += start[i]; } }
        Sample.AssertClose(expected, c.Span, 1e-5, $"({m}×{k})·({k}×{n}) {transposeA} {transposeB}");
    }

    private static double[] Reference(bool transposeA, bool transposeB, int m, int n, int k, ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double[] c = new double[m * n];
        for (int i = 0; i < m; i++)
        {
            for (int t = 0; t < k; t++)
            {
                double x = transposeA ? a[(t * m) + i] : a[(i * k) + t];
                for (int j = 0; j < n; j++) { c[(i * n) + j] += x * (transposeB ? b[(j * k) + t] : b[(t * n) + j]); }
            }
        }

        return c;
    }
}
