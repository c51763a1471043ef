using CourseLib.Kernels;

namespace CourseLib.Tests.Kernels;

public class UpdatesTests
{
    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(0, 0.01, false)]
    [InlineData(0.9, 0, false)]
    [InlineData(0.9, 0.01, false)]
    [InlineData(0.9, 0.01, true)]
    public void Three_steps_of_SGD_follow_the_definition(double momentum, double decay, bool nesterov)
    {
        var random = new Random(61);
        for (int trial = 0; trial < 500; trial++)
        {
            int count = trial == 0 ? 40_000 : random.Next(1, 300);
            var w = Sample.Output(count, random.Next(16));
            var velocity = Sample.Output(count, random.Next(16));
            Sample.Floats(random, count).CopyTo(w.Span);
            velocity.Span.Clear();
            double[] expected = [.. w.Span.ToArray()], v = new double[count];
            for (int step = 0; step < 3; step++)
            {
                float[] g = Sample.Floats(random, count);
                Updates.Sgd(w.Span, g, velocity.Span, 0.1f, (float)momentum, (float)decay, nesterov);
                for (int i = 0; i < count; i++)
                {
                    double d = g[i] + ((float)decay * expected[i]);
                    v[i] = ((float)momentum * v[i]) + d;
                    expected[i] -= 0.1f * (momentum == 0 ? d : nesterov ? d + ((float)momentum * v[i]) : v[i]);
                }
            }

            w.AssertUntouched();
            velocity.AssertUntouched();
            Sample.AssertClose(expected, w.Span, 1e-6, "weights");
        }
    }

    [Fact]
    public void No_momentum_needs_no_velocity()
    {
        float[] w = [1, 2];
        Updates.Sgd(w, [2, 4], [], 0.5f, 0, 0, false);
        Assert.Equal([0, 0], w);
    }

    [Fact]
    public void Too_few_gradients_are_refused() => Assert.Throws<ArgumentException>(() => Updates.Sgd(new float[2], new float[1], [], 0.1f, 0, 0, false));

    [Fact]
    public void Three_steps_of_Adam_follow_the_definition()
    {
        var random = new Random(62);
        for (int trial = 0; trial < 50; trial++)
        {
            int count = trial == 0 ? 40_000 : random.Next(1, 300);
            float decay = trial % 2 == 0 ? 0 : 0.1f, shrink = trial % 3 == 0 ? 1 : 0.99f;
            Canary<float> w = Sample.Output(count, random.Next(16)), mean = Zeros(count, random), square = Zeros(count, random);
            Sample.Floats(random, count).CopyTo(w.Span);
            double[] expected = [.. w.Span.ToArray()], m = new double[count], v = new double[count];
            for (int step = 0; step < 3; step++)
            {
                float[] g = Sample.Floats(random, count);
                Updates.Adam(w.Span, g, mean.Span, square.Span, 0.9, 0.99, 0.05f, 0.3f, 1e-3f, decay, shrink);
                for (int i = 0; i < count; i++)
                {
                    double d = g[i] + decay * expected[i];
                    (m[i], v[i]) = (0.9 * m[i] + 0.1 * d, 0.99 * v[i] + 0.01 * d * d);
                    expected[i] = shrink * expected[i] - 0.05f * m[i] / (Math.Sqrt(v[i]) / 0.3f + 1e-3f);
                }
            }

            foreach (Canary<float> span in (Canary<float>[])[w, mean, square]) { span.AssertUntouched(); }
            Sample.AssertClose(expected, w.Span, 2e-6, "weights");
        }
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0.8f, false)]
    [InlineData(0.8f, true)]
    public void Three_steps_of_RMSprop_follow_the_definition(float momentum, bool centered)
    {
        var random = new Random(63);
        for (int trial = 0; trial < 50; trial++)
        {
            int count = trial == 0 ? 40_000 : random.Next(1, 300);
            Canary<float> w = Sample.Output(count, random.Next(16)), square = Zeros(count, random), mean = Zeros(count, random), velocity = Zeros(count, random);
            Sample.Floats(random, count).CopyTo(w.Span);
            double[] expected = [.. w.Span.ToArray()], v = new double[count], a = new double[count], b = new double[count];
            for (int step = 0; step < 3; step++)
            {
                float[] g = Sample.Floats(random, count);
                Updates.RmsProp(w.Span, g, square.Span, centered ? mean.Span : [], momentum == 0 ? [] : velocity.Span, 0.05f, 0.9, 1e-2f, momentum, 0.1f);
                for (int i = 0; i < count; i++)
                {
                    double d = g[i] + 0.1f * expected[i];
                    (v[i], a[i]) = (0.9 * v[i] + 0.1 * d * d, 0.9 * a[i] + 0.1 * d);
                    b[i] = momentum * b[i] + d / (Math.Sqrt(v[i] - (centered ? a[i] * a[i] : 0)) + 1e-2f);
                    expected[i] -= 0.05f * b[i];
                }
            }

            foreach (Canary<float> span in (Canary<float>[])[w, square, mean, velocity]) { span.AssertUntouched(); }
            Sample.AssertClose(expected, w.Span, 5e-6, "weights");
        }
    }

    private static Canary<float> Zeros(int count, Random random)
    {
        Canary<float> zeros = Sample.Output(count, random.Next(16));
        zeros.Span.Clear();
        return zeros;
    }
}
