using CourseLib.Kernels;

namespace CourseLib.Tests.Kernels;

public class SoftmaxTests
{
    [Fact]
    public void Softmax_along_any_axis_agrees_with_double_precision()
    {
        var random = new Random(61);
        for (int trial = 0; trial < 500; trial++)
        {
            int outer = random.Next(1, 6), axis = random.Next(1, trial % 10 == 0 ? 300 : 20), inner = trial % 3 == 0 ? 1 : random.Next(2, trial % 10 == 1 ? 600 : 50);
            bool logarithm = trial % 2 == 0;
            float spread = trial % 5 == 0 ? 100 : 3;
            float[] x = [.. Sample.Floats(random, outer * axis * inner).Select(v => v * spread)], dy = Sample.Floats(random, x.Length);
            double[] expected = new double[x.Length], gradient = new double[x.Length];
            for (int r = 0; r < outer * inner; r++)
            {
                int[] line = [.. Enumerable.Range(0, axis).Select(a => (((r / inner * axis) + a) * inner) + (r % inner))];
                double max = line.Max(i => x[i]), log = max + Math.Log(line.Sum(i => Math.Exp(x[i] - max)));
                double upstream = line.Sum(i => dy[i] * (logarithm ? 1 : Math.Exp(x[i] - log)));
                foreach (int i in line)
                {
                    double share = Math.Exp(x[i] - log);
                    expected[i] = logarithm ? x[i] - log : share;
                    gradient[i] = logarithm ? dy[i] - (share * upstream) : share * (dy[i] - upstream);
                }
            }

            Canary<float> y = Sample.Output(x.Length, random.Next(16)), dx = Sample.Output(x.Length, random.Next(16));
            Softmax.Forward(outer, axis, inner, x, y.Span, logarithm);
            Softmax.Backward(outer, axis, inner, y.Span, dy, dx.Span, logarithm);
            y.AssertUntouched();
            dx.AssertUntouched();
            string what = $"({outer}, {axis}, {inner}), logarithm {logarithm}";
            Sample.AssertClose(expected, y.Span, 2e-6, $"y of {what}");
            Sample.AssertClose(gradient, dx.Span, spread > 3 ? 2e-4 : 5e-6, $"dx of {what}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public void NaN_stays_in_its_line(int inner)
    {
        float[] x = Sample.Floats(new Random(62), 3 * 7 * inner), y = new float[x.Length];
        x[(((1 * 7) + 2) * inner) + (inner / 2)] = float.NaN;
        Softmax.Forward(3, 7, inner, x, y, false);
        for (int i = 0; i < y.Length; i++) { Assert.Equal(i / inner / 7 == 1 && i % inner == inner / 2, float.IsNaN(y[i])); }
    }
}
