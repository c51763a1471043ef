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
        for (int trial = 0; trial < 100; trial++)
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
}
