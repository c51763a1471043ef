using CourseLib.Kernels;

namespace CourseLib.Tests.Kernels;

public class GroupNormalizationTests
{
    [Fact]
    public void Forward_and_backward_agree_with_double_precision()
    {
        var random = new Random(51);
        for (int trial = 0; trial < 600; trial++)
        {
            int n = random.Next(1, trial % 20 == 0 ? 150 : 6), g = random.Next(1, 5), c = g * random.Next(1, trial % 2 == 0 ? 40 : 4);
            int s = trial % 2 == 0 ? 1 : random.Next(2, trial % 10 == 1 ? 5000 : 150), row = c / g * s;
            if (row < 2) { continue; }
            float[] x = Sample.Floats(random, n * c * s), gamma = Sample.Floats(random, c), beta = Sample.Floats(random, c), dy = Sample.Floats(random, x.Length);
            var expected = new Reference(n, c, s, g, x, gamma, beta, dy);

            Canary<float> mean = Sample.Output(n * g), variance = Sample.Output(n * g), invStd = Sample.Output(n * g), y = Sample.Output(x.Length, random.Next(16));
            Canary<float> dx = Sample.Output(x.Length, random.Next(16)), dgamma = Sample.Output(c), dbeta = Sample.Output(c);
            GroupNormalization.Train(n, c, s, g, x, gamma, beta, 1e-5f, mean.Span, variance.Span, invStd.Span, y.Span);
            GroupNormalization.Backward(n, c, s, g, x, mean.Span, invStd.Span, gamma, dy, dx.Span, dgamma.Span, dbeta.Span);
            foreach (var output in new[] { mean, variance, invStd, y, dx, dgamma, dbeta }) { output.AssertUntouched(); }

            string what = $"({n}, {c}, {s}) in {g} groups";
            Sample.AssertClose(expected.Mean, mean.Span, 1e-6, $"mean {what}");
            Sample.AssertClose(expected.Variance, variance.Span, 1e-6, $"variance {what}");
            Sample.AssertClose(expected.Y, y.Span, 3e-6, $"y {what}");
            Sample.AssertClose(expected.DGamma, dgamma.Span, 1e-5, $"dgamma {what}");
            Sample.AssertClose(expected.DBeta, dbeta.Span, 1e-5, $"dbeta {what}");
            Sample.AssertClose(expected.Dx, dx.Span, 1e-4, $"dx {what}");
        }
    }

    [Theory]
    [InlineData(3, 4, 500, 2)]
    [InlineData(2, 9000, 1, 1)]
    [InlineData(2, 2, 20000, 2)]
    public void Statistics_survive_a_large_mean_and_an_outlying_first_element(int n, int c, int s, int g)
    {
        var random = new Random(52);
        float[] x = Sample.Floats(random, n * c * s), channels = Sample.Floats(random, c);
        int row = c / g * s;
        for (int i = 0; i < x.Length; i++) { x[i] = i % row == 0 ? 9.9e3f : x[i] + 1e4f; }
        float[] mean = new float[n * g], variance = new float[n * g], invStd = new float[n * g], y = new float[x.Length];
        GroupNormalization.Train(n, c, s, g, x, channels, channels, 1e-5f, mean, variance, invStd, y);
        var expected = new Reference(n, c, s, g, x, channels, channels, x);
        for (int i = 0; i < mean.Length; i++)
        {
            Assert.Equal(expected.Mean[i], mean[i], 1e-3);
            Assert.Equal(1, variance[i] / expected.Variance[i], 1e-5);
        }
    }

    [Fact]
    public void NaN_stays_in_its_group()
    {
        float[] x = Sample.Floats(new Random(53), 2 * 4 * 30), channels = [1, 1, 1, 1], mean = new float[4], variance = new float[4], invStd = new float[4];
        x[200] = float.NaN;
        float[] y = new float[x.Length];
        GroupNormalization.Train(2, 4, 30, 2, x, channels, channels, 1e-5f, mean, variance, invStd, y);
        Assert.Equal([false, false, false, true], mean.Select(float.IsNaN));
        Assert.Equal(60, y.Count(float.IsNaN));
    }

    [Fact]
    public void Bytes_are_the_same_for_any_number_of_threads()
    {
        var random = new Random(54);
        float[] x = Sample.Floats(random, 240 * 256), dy = Sample.Floats(random, x.Length);
        foreach (var (n, c, s, g) in new[] { (240, 256, 1, 1), (240, 256, 1, 4), (10, 12, 512, 3), (2, 3, 10240, 3) })
        {
            float[] channels = Sample.Floats(random, c);
            ThreadsTests.AssertSame(() =>
            {
                float[] mean = new float[n * g], variance = new float[n * g], invStd = new float[n * g], y = new float[x.Length], dx = new float[x.Length];
                float[] dgamma = new float[c], dbeta = new float[c];
                GroupNormalization.Train(n, c, s, g, x, channels, channels, 1e-5f, mean, variance, invStd, y);
                GroupNormalization.Backward(n, c, s, g, x, mean, invStd, channels, dy, dx, dgamma, dbeta);
                return [.. mean, .. variance, .. invStd, .. y, .. dx, .. dgamma, .. dbeta];
            });
        }
    }

    [Fact]
    public void Spans_that_are_too_short_and_groups_that_do_not_divide_are_refused()
    {
        float[] four = new float[4], many = new float[24];
        Assert.Throws<ArgumentException>(() => GroupNormalization.Train(2, 4, 3, 2, many.AsSpan(1), four, four, 0, four, four, four, many));
        Assert.Throws<ArgumentException>(() => GroupNormalization.Train(2, 4, 3, 2, many, four, four, 0, four.AsSpan(1), four, four, many));
        Assert.Throws<ArgumentException>(() => GroupNormalization.Train(2, 4, 3, 3, many, four, four, 0, many, many, many, many));
        Assert.Throws<ArgumentException>(() => GroupNormalization.Backward(2, 4, 3, 2, many, four, four, four, many, many, four, four.AsSpan(2)));
    }

    /// <summary>The definitions, element by element.</summary>
    private sealed class Reference
    {
        public Reference(int n, int c, int s, int g, float[] x, float[] gamma, float[] beta, float[] dy)
        {
            int row = c / g * s;
            (Mean, Variance, Y, Dx, DGamma, DBeta) = (new double[n * g], new double[n * g], new double[x.Length], new double[x.Length], new double[c], new double[c]);
            double[] sum = new double[n * g], dot = new double[n * g];
            double InvStd(int i) => 1 / Math.Sqrt(Variance[i / row] + 1e-5);
            double Normalized(int i) => (x[i] - Mean[i / row]) * InvStd(i);
            for (int i = 0; i < x.Length; i++) { Mean[i / row] += (double)x[i] / row; }
            for (int i = 0; i < x.Length; i++) { Variance[i / row] += (x[i] - Mean[i / row]) * (x[i] - Mean[i / row]) / row; }
            for (int i = 0; i < x.Length; i++)
            {
                int channel = i / s % c;
                Y[i] = (gamma[channel] * Normalized(i)) + beta[channel];
                DGamma[channel] += dy[i] * Normalized(i);
                DBeta[channel] += dy[i];
                sum[i / row] += gamma[channel] * dy[i];
                dot[i / row] += gamma[channel] * dy[i] * Normalized(i);
            }

            for (int i = 0; i < x.Length; i++) { Dx[i] = InvStd(i) * ((gamma[i / s % c] * dy[i]) - (sum[i / row] / row) - (Normalized(i) * dot[i / row] / row)); }
        }

        public double[] Mean { get; }

        public double[] Variance { get; }

        public double[] Y { get; }

        public double[] Dx { get; }

        public double[] DGamma { get; }

        public double[] DBeta { get; }
    }
}
