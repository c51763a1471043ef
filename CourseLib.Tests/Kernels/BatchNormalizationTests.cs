using CourseLib.Kernels;

namespace CourseLib.Tests.Kernels;

public class BatchNormalizationTests
{
    [Fact]
    public void Forward_and_backward_agree_with_double_precision()
    {
        var random = new Random(41);
        for (int trial = 0; trial < 500; trial++)
        {
            int n = random.Next(1, 9), c = random.Next(1, trial % 3 == 0 ? 90 : 5), s = trial % 3 == 0 ? 1 : random.Next(1, trial % 10 == 1 ? 5000 : 200);
            if (n * s < 2) { continue; }
            float[] x = Sample.Floats(random, n * c * s), gamma = Sample.Floats(random, c), beta = Sample.Floats(random, c), dy = Sample.Floats(random, x.Length);
            var (mean, variance) = Moments(n, c, s, x);
            double[] invStd = [.. variance.Select(v => 1 / Math.Sqrt(v + 1e-5))];

            var actualMean = Sample.Output(c);
            var actualVariance = Sample.Output(c);
            var actualInvStd = Sample.Output(c);
            var y = Sample.Output(x.Length, random.Next(16));
            BatchNormalization.Train(n, c, s, x, gamma, beta, 1e-5f, actualMean.Span, actualVariance.Span, actualInvStd.Span, y.Span);
            float[] separateMean = new float[c], separateVariance = new float[c], separate = new float[x.Length];
            BatchNormalization.Statistics(n, c, s, x, separateMean, separateVariance);
            BatchNormalization.Normalize(n, c, s, x, actualMean.Span, actualInvStd.Span, gamma, beta, separate);
            Assert.Equal(separateMean, actualMean.Span.ToArray());
            Assert.Equal(separateVariance, actualVariance.Span.ToArray());
            Assert.Equal(separate, y.Span.ToArray());

            double[] expected = new double[x.Length], dgamma = new double[c], dbeta = new double[c], dx = new double[x.Length];
            for (int i = 0; i < x.Length; i++)
            {
                int j = i / s % c;
                double normalized = (x[i] - mean[j]) * invStd[j];
                expected[i] = (gamma[j] * normalized) + beta[j];
                dgamma[j] += dy[i] * normalized;
                dbeta[j] += dy[i];
            }

            for (int i = 0; i < x.Length; i++)
            {
                int j = i / s % c;
                dx[i] = gamma[j] * invStd[j] * (dy[i] - ((dbeta[j] + ((x[i] - mean[j]) * invStd[j] * dgamma[j])) / ((double)n * s)));
            }

            var actualDx = Sample.Output(x.Length, random.Next(16));
            var actualDgamma = Sample.Output(c);
            var actualDbeta = Sample.Output(c);
            BatchNormalization.Backward(n, c, s, x, actualMean.Span, actualInvStd.Span, gamma, dy, actualDx.Span, actualDgamma.Span, actualDbeta.Span);
            foreach (var output in new[] { actualMean, actualVariance, actualInvStd, y, actualDx, actualDgamma, actualDbeta }) { output.AssertUntouched(); }

            string what = $"({n}, {c}, {s})";
            Sample.AssertClose(mean, actualMean.Span, 1e-6, $"mean {what}");
            Sample.AssertClose(variance, actualVariance.Span, 1e-6, $"variance {what}");
            Sample.AssertClose(expected, y.Span, 3e-6, $"y {what}");
            Sample.AssertClose(dgamma, actualDgamma.Span, 3e-5, $"dgamma {what}");
            Sample.AssertClose(dbeta, actualDbeta.Span, 1e-5, $"dbeta {what}");
            Sample.AssertClose(dx, actualDx.Span, 1e-4, $"dx {what}");
        }
    }

    [Fact]
    public void With_a_ReLU_behind_they_have_the_bits_of_one_after_the_other()
    {
        var random = new Random(45);
        for (int trial = 0; trial < 500; trial++)
        {
            int n = random.Next(1, 9), c = random.Next(1, trial % 3 == 0 ? 90 : 5), s = trial % 3 == 0 ? 1 : random.Next(1, trial % 10 == 1 ? 5000 : 200);
            if (n * s < 2) { continue; }
            float[] x = Sample.Floats(random, n * c * s), gamma = Sample.Floats(random, c), beta = Sample.Floats(random, c), dy = Sample.Floats(random, x.Length);
            if (trial % 7 == 0) { x[random.Next(x.Length)] = float.NaN; }
            if (trial % 7 == 1) { dy[random.Next(x.Length)] = float.PositiveInfinity; }
            if (trial % 7 == 2) { beta[random.Next(c)] = 0; gamma[random.Next(c)] = 0; }
            float[] mean = new float[c], variance = new float[c], invStd = new float[c], expected = new float[x.Length], passed = new float[x.Length];
            BatchNormalization.Train(n, c, s, x, gamma, beta, 1e-5f, mean, variance, invStd, expected);
            Elementwise.Unary<Relu>(expected, expected);
            var y = Sample.Output(x.Length, random.Next(16));
            BatchNormalization.Train(n, c, s, x, gamma, beta, 1e-5f, mean, variance, invStd, y.Span, rectifies: true);

            Elementwise.Binary<ReluBackward>(expected, dy, passed);
            float[] expectedDx = new float[x.Length], expectedDgamma = new float[c], expectedDbeta = new float[c], dgamma = new float[c], dbeta = new float[c];
            BatchNormalization.Backward(n, c, s, x, mean, invStd, gamma, passed, expectedDx, expectedDgamma, expectedDbeta);
            var dx = Sample.Output(x.Length, random.Next(16));
            BatchNormalization.Backward(n, c, s, x, mean, invStd, gamma, dy, dx.Span, dgamma, dbeta, rectifiedBeta: beta);

            y.AssertUntouched();
            dx.AssertUntouched();
            Assert.Equal(expected, y.Span.ToArray());
            Assert.Equal(expectedDx, dx.Span.ToArray());
            Assert.Equal(expectedDgamma, dgamma);
            Assert.Equal(expectedDbeta, dbeta);
        }
    }

    [Theory]
    [InlineData(8, 3, 1024)]
    [InlineData(64, 40, 1)]
    [InlineData(3, 2, 20000)]
    public void Variance_survives_a_large_mean_and_an_outlying_first_element(int n, int c, int s)
    {
        var random = new Random(42);
        float[] x = Sample.Floats(random, n * c * s);
        for (int i = 0; i < x.Length; i++) { x[i] += 1e4f; }
        for (int j = 0; j < c; j++) { x[j * s] = 9.9e3f; }
        float[] mean = new float[c], variance = new float[c];
        BatchNormalization.Statistics(n, c, s, x, mean, variance);
        var (expectedMean, expectedVariance) = Moments(n, c, s, x);
        for (int j = 0; j < c; j++)
        {
            Assert.Equal(expectedMean[j], mean[j], 1e-3);
            Assert.Equal(1, variance[j] / expectedVariance[j], 1e-5);
        }
    }

    [Fact]
    public void NaN_stays_in_its_channel()
    {
        float[] x = Sample.Floats(new Random(43), 2 * 3 * 50), mean = new float[3], variance = new float[3];
        x[60] = float.NaN;
        BatchNormalization.Statistics(2, 3, 50, x, mean, variance);
        Assert.Equal([false, true, false], mean.Select(float.IsNaN));
        Assert.Equal([false, true, false], variance.Select(float.IsNaN));
    }

    [Fact]
    public void A_span_that_is_too_short_is_refused()
    {
        Assert.Throws<ArgumentException>(() => BatchNormalization.Statistics(2, 3, 4, new float[23], new float[3], new float[3]));
        Assert.Throws<ArgumentException>(() => BatchNormalization.Statistics(2, 3, 4, new float[24], new float[3], new float[2]));
    }

    private static (double[] Mean, double[] Variance) Moments(int n, int c, int s, float[] x)
    {
        double[] mean = new double[c], variance = new double[c];
        for (int i = 0; i < x.Length; i++) { mean[i / s % c] += (double)x[i] / ((double)n * s); }
        for (int i = 0; i < x.Length; i++) { variance[i / s % c] += (x[i] - mean[i / s % c]) * (x[i] - mean[i / s % c]) / ((double)n * s); }
        return (mean, variance);
    }
}
