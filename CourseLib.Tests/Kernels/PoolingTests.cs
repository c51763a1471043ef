using CourseLib.Kernels;

namespace CourseLib.Tests.Kernels;

public class PoolingTests
{
    [Fact]
    public void Maxima_and_their_places_are_those_of_a_plain_loop()
    {
        var random = new Random(31);
        for (int trial = 0; trial < 500; trial++)
        {
            var s = RandomShape(random);
            float[] x = Sample.Floats(random, s.Planes * s.InPlane);
            for (int i = 0; i < x.Length; i++)
            {
                // Ties, infinities and NaN.
                int kind = random.Next(40);
                x[i] = trial % 4 == 0 ? kind switch { 0 => float.NaN, 1 => float.PositiveInfinity, < 8 => float.NegativeInfinity, _ => random.Next(3) } : x[i];
            }

            var y = Sample.Output(s.Planes * s.OutPlane, random.Next(16));
            var argmax = new Canary<int>(y.Length, -77, random.Next(16));
            Pooling.MaxForward(s, x, y.Span, argmax.Span);
            y.AssertUntouched();
            argmax.AssertUntouched();
            for (int o = 0; o < y.Length; o++)
            {
                float best = float.NegativeInfinity;
                int at = -1;
                foreach (int i in Inside(s, o))
                {
                    float value = x[(o / s.OutPlane * s.InPlane) + i];
                    if (at < 0 || value > best || float.IsNaN(value)) { (best, at) = (value, i); }
                }

                Assert.Equal(best, y.Span[o]);
                Assert.Equal(at, argmax.Span[o]);
            }

            float[] dy = Sample.Floats(random, y.Length);
            double[] expected = new double[x.Length];
            for (int o = 0; o < dy.Length; o++) { expected[(o / s.OutPlane * s.InPlane) + argmax.Span[o]] += dy[o]; }
            var dx = Sample.Output(x.Length, random.Next(16));
            Pooling.MaxBackward(s, dy, argmax.Span, dx.Span);
            dx.AssertUntouched();
            Sample.AssertClose(expected, dx.Span, 1e-6, $"dx of {s}");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Averages_and_their_gradients_are_those_of_a_plain_loop(bool countPadding)
    {
        var random = new Random(32);
        for (int trial = 0; trial < 500; trial++)
        {
            var s = RandomShape(random);
            float[] x = Sample.Floats(random, s.Planes * s.InPlane), dy = Sample.Floats(random, s.Planes * s.OutPlane);
            double[] expected = new double[dy.Length], gradient = new double[x.Length];
            for (int o = 0; o < dy.Length; o++)
            {
                var inside = Inside(s, o).Select(i => (o / s.OutPlane * s.InPlane) + i).ToList();
                int count = countPadding ? Counted(s, o) : inside.Count;
                foreach (int i in inside)
                {
                    expected[o] += (double)x[i] / count;
                    gradient[i] += (double)dy[o] / count;
                }
            }

            var y = Sample.Output(dy.Length, random.Next(16));
            var dx = Sample.Output(x.Length, random.Next(16));
            Pooling.AverageForward(s, x, y.Span, countPadding);
            Pooling.AverageBackward(s, dy, dx.Span, countPadding);
            y.AssertUntouched();
            dx.AssertUntouched();
            Sample.AssertClose(expected, y.Span, 1e-6, $"y of {s}");
            Sample.AssertClose(gradient, dx.Span, 1e-6, $"dx of {s}");
        }
    }

    [Fact]
    public void A_span_that_is_too_short_is_refused()
    {
        var s = new PoolShape(1, 1, 4, 4, 2, 2, 2, 2, 0, 0, 1, 1);
        Assert.Throws<ArgumentException>(() => Pooling.MaxForward(s, new float[15], new float[4], new int[4]));
        Assert.Throws<ArgumentException>(() => Pooling.MaxForward(s, new float[16], new float[4], new int[3]));
        Assert.Throws<ArgumentException>(() => Pooling.AverageBackward(s, new float[3], new float[16]));
    }

    /// <summary>How many of a window's elements lie in the plane or its padding; what a rounded-up last window has beyond that does not count.</summary>
    private static int Counted(PoolShape s, int output)
    {
        int row = output % s.OutPlane / s.OutWidth * s.StrideHeight, column = output % s.OutWidth * s.StrideWidth;
        return Enumerable.Range(0, s.Taps).Count(t => row + s.TapRow(t) < s.InHeight + s.PadHeight && column + s.TapColumn(t) < s.InWidth + s.PadWidth);
    }

    private static IEnumerable<int> Inside(PoolShape s, int output)
    {
        int o = output % s.OutPlane;
        for (int t = 0; t < s.Taps; t++)
        {
            int row = (o / s.OutWidth * s.StrideHeight) + s.TapRow(t), column = (o % s.OutWidth * s.StrideWidth) + s.TapColumn(t);
            if (row >= 0 && row < s.InHeight && column >= 0 && column < s.InWidth) { yield return (row * s.InWidth) + column; }
        }
    }

    internal static PoolShape RandomShape(Random random)
    {
        while (true)
        {
            int kernelHeight = random.Next(1, 5), kernelWidth = random.Next(1, 5);
            var s = random.Next(3) == 0
                ? new PoolShape(random.Next(1, 4), random.Next(1, 4), random.Next(1, 20), random.Next(1, 70), 2, 2, 2, 2, 0, 0, 1, 1, random.Next(2) == 0)
                : new PoolShape(random.Next(1, 4), random.Next(1, 4), random.Next(1, 20), random.Next(1, 50), kernelHeight, kernelWidth,
                    random.Next(1, 5), random.Next(1, 5), random.Next(0, (kernelHeight / 2) + 1), random.Next(0, (kernelWidth / 2) + 1), random.Next(1, 3), random.Next(1, 3), random.Next(2) == 0);
            bool high = s.InHeight + (2 * s.PadHeight) >= (s.DilationHeight * (s.KernelHeight - 1)) + 1;
            bool wide = s.InWidth + (2 * s.PadWidth) >= (s.DilationWidth * (s.KernelWidth - 1)) + 1;
            if (high && wide && Enumerable.Range(0, s.OutPlane).All(o => Inside(s, o).Any())) { return s; }
        }
    }
}
