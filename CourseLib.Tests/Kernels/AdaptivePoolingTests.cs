using CourseLib.Kernels;

namespace CourseLib.Tests.Kernels;

public class AdaptivePoolingTests
{
    [Fact]
    public void Every_window_gives_what_a_plain_loop_gives()
    {
        var random = new Random(51);
        for (int trial = 0; trial < 500; trial++)
        {
            var s = new AdaptivePoolShape(random.Next(1, 9), random.Next(1, 12), random.Next(1, 30), random.Next(1, 9), random.Next(1, 9));
            float[] x = Sample.Floats(random, s.Planes * s.InPlane), dy = Sample.Floats(random, s.Planes * s.OutPlane);
            if (trial % 4 == 0)
            {
                for (int i = 0; i < x.Length; i++) { x[i] = random.Next(30) == 0 ? float.NaN : random.Next(3); }
            }

            var y = Sample.Output(dy.Length, random.Next(16));
            var average = Sample.Output(dy.Length, random.Next(16));
            var argmax = new Canary<int>(dy.Length, -77, random.Next(16));
            var dx = Sample.Output(x.Length, random.Next(16));
            var shared = Sample.Output(x.Length, random.Next(16));
            AdaptivePooling.MaxForward(s, x, y.Span, argmax.Span);
            AdaptivePooling.MaxBackward(s, dy, argmax.Span, dx.Span);
            AdaptivePooling.AverageForward(s, x, average.Span);
            AdaptivePooling.AverageBackward(s, dy, shared.Span);
            foreach (var output in new[] { y, average, dx, shared }) { output.AssertUntouched(); }
            argmax.AssertUntouched();

            double[] mean = new double[dy.Length], gradient = new double[x.Length], share = new double[x.Length];
            for (int o = 0; o < dy.Length; o++)
            {
                var window = Window(s, o).ToList();
                int first = window[0];
                foreach (int i in window)
                {
                    if (x[i] > x[first] || float.IsNaN(x[i])) { first = i; }
                    mean[o] += (double)x[i] / window.Count;
                    share[i] += (double)dy[o] / window.Count;
                }

                Assert.Equal(x[first], y.Span[o]);
                Assert.Equal(first % s.InPlane, argmax.Span[o]);
                gradient[first] += dy[o];
            }

            Sample.AssertClose(gradient, dx.Span, 1e-6, $"dx of {s}");
            Sample.AssertClose(share, shared.Span, 1e-6, $"the average's dx of {s}");
            if (trial % 4 != 0) { Sample.AssertClose(mean, average.Span, 1e-6, $"the average of {s}"); }
        }
    }

    [Fact]
    public void A_span_that_is_too_short_is_refused()
    {
        var s = new AdaptivePoolShape(2, 3, 3, 2, 2);
        Assert.Throws<ArgumentException>(() => AdaptivePooling.AverageForward(s, new float[17], new float[8]));
        Assert.Throws<ArgumentException>(() => AdaptivePooling.MaxForward(s, new float[18], new float[8], new int[7]));
        Assert.Throws<ArgumentException>(() => AdaptivePooling.AverageBackward(s, new float[7], new float[18]));
    }

    /// <summary>The elements of an output's window, row by row, by floors and ceilings of fractions.</summary>
    private static IEnumerable<int> Window(AdaptivePoolShape s, int output)
    {
        int plane = output / s.OutPlane, i = output % s.OutPlane / s.OutWidth, j = output % s.OutWidth;
        for (int row = (int)Math.Floor((decimal)i * s.InHeight / s.OutHeight); row < (int)Math.Ceiling((i + 1m) * s.InHeight / s.OutHeight); row++)
        {
            for (int column = (int)Math.Floor((decimal)j * s.InWidth / s.OutWidth); column < (int)Math.Ceiling((j + 1m) * s.InWidth / s.OutWidth); column++)
            {
                yield return (plane * s.InPlane) + (row * s.InWidth) + column;
            }
        }
    }
}
