using CourseLib.Kernels;

namespace CourseLib.Tests.Kernels;

public class ChannelMomentsTests
{
    [Fact]
    public void Sums_and_map_agree_with_double_precision()
    {
        var random = new Random(61);
        for (int trial = 0; trial < 500; trial++)
        {
            int n = random.Next(0, 6), c = random.Next(1, 8), s = trial % 3 == 0 ? 1 : random.Next(1, trial % 10 == 1 ? 9000 : 200);
            float[] x = Sample.Floats(random, n * c * s), dy = Sample.Floats(random, x.Length), center = Sample.Floats(random, c);
            float[] a = Sample.Floats(random, c), b = Sample.Floats(random, c), d = Sample.Floats(random, c);
            double[] mean = new double[c], squares = new double[c], sum = new double[c], dot = new double[c], dx = new double[x.Length];
            double[] actualMean = new double[c], actualSquares = new double[c], actualSum = new double[c], actualDot = new double[c];
            for (int i = 0; i < x.Length; i++) { mean[i / s % c] += x[i] / ((double)n * s); }
            for (int i = 0; i < x.Length; i++)
            {
                int j = i / s % c;
                squares[j] += (x[i] - mean[j]) * (x[i] - mean[j]);
                sum[j] += dy[i];
                dot[j] += dy[i] * ((double)x[i] - center[j]);
                dx[i] = ((double)a[j] * dy[i]) + (b[j] * ((double)x[i] - center[j])) + d[j];
            }

            ChannelMoments.Measure(n, c, s, x, actualMean, actualSquares);
            ChannelMoments.Dot(n, c, s, dy, x, center, actualSum, actualDot);
            var actualDx = Sample.Output(x.Length, random.Next(16));
            ChannelMoments.Combine(n, c, s, dy, x, center, a, b, d, actualDx.Span);
            actualDx.AssertUntouched();
            for (int j = 0; j < c; j++)
            {
                Assert.Equal(mean[j], actualMean[j], 1e-6);
                Assert.Equal(squares[j], actualSquares[j], 1e-6 * n * s);
                Assert.Equal(sum[j], actualSum[j], 1e-6 * n * s);
                Assert.Equal(dot[j], actualDot[j], 1e-6 * n * s);
            }

            Sample.AssertClose(dx, actualDx.Span, 1e-6, $"({n}, {c}, {s})");
        }
    }

    [Fact]
    public void Spans_that_are_too_short_are_refused()
    {
        float[] x = new float[24], three = new float[3];
        double[] sums = new double[3];
        Assert.Throws<ArgumentException>(() => ChannelMoments.Measure(2, 3, 4, x.AsSpan(1), sums, sums));
        Assert.Throws<ArgumentException>(() => ChannelMoments.Measure(2, 3, 4, x, sums, sums.AsSpan(1)));
        Assert.Throws<ArgumentException>(() => ChannelMoments.Dot(2, 3, 4, x, x, three, sums.AsSpan(1), sums));
        Assert.Throws<ArgumentException>(() => ChannelMoments.Combine(2, 3, 4, x, x, three, three, three, three.AsSpan(1), x));
    }
}
