using CourseLib.Kernels;

namespace CourseLib.Tests.Kernels;

public class ReduceTests
{
    [Fact]
    public void Whole_sums_and_maxima_agree_with_plain_loops()
    {
        var random = new Random(71);
        for (int trial = 0; trial < 500; trial++)
        {
            float[] x = Sample.Floats(random, trial % 100 == 99 ? 200_000 + trial : random.Next(1, 3000));
            Assert.Equal(x.Sum(v => (double)v), Reduce.Sum(x), 1e-6 * x.Length);
            Assert.Equal(x.Sum(v => (double)v * v), Reduce.SumOfSquares(x), 1e-6 * x.Length);
            if (trial % 3 == 0) { x[random.Next(x.Length)] = x[random.Next(x.Length)] = 2; }
            Assert.Equal(x.Max(), Reduce.Max(x));
            Assert.Equal(Array.IndexOf(x, x.Max()), Reduce.ArgMax(x));
        }
    }

    [Fact]
    public void A_long_sum_of_equal_numbers_keeps_its_digits()
    {
        float[] x = new float[3_000_000];
        Array.Fill(x, 0.1f);
        Assert.Equal(1, Reduce.Sum(x) / (0.1f * (double)x.Length), 1e-6);
        float[] y = new float[3];
        Reduce.SumRows(x, 1_000_000, 3, y);
        Assert.All(y, v => Assert.Equal(1, v / (0.1f * 1e6), 1e-5));
    }

    [Fact]
    public void Sums_and_maxima_over_an_axis_agree_with_plain_loops()
    {
        var random = new Random(72);
        for (int trial = 0; trial < 500; trial++)
        {
            int outer = random.Next(1, 8), axis = random.Next(1, trial % 10 == 0 ? 400 : 30), inner = trial % 3 == 0 ? 1 : random.Next(1, trial % 10 == 1 ? 600 : 60);
            float[] x = [.. Sample.Floats(random, outer * axis * inner).Select(v => trial % 2 == 0 ? v : MathF.Round(4 * v))];
            if (trial % 5 == 0) { x[random.Next(x.Length)] = float.NaN; }
            double[] sums = new double[outer * inner], channels = new double[axis];
            float[] largest = new float[sums.Length];
            int[] places = new int[sums.Length];
            for (int r = 0; r < sums.Length; r++)
            {
                float[] line = [.. Enumerable.Range(0, axis).Select(a => x[(((r / inner * axis) + a) * inner) + (r % inner)])];
                sums[r] = line.Sum(v => (double)v);
                int nan = Array.FindIndex(line, float.IsNaN);
                places[r] = nan >= 0 ? nan : Array.IndexOf(line, line.Max());
                largest[r] = line[places[r]];
                for (int a = 0; a < axis; a++) { channels[a] += line[a]; }
            }

            var y = Sample.Output(sums.Length, random.Next(16));
            var where = new Canary<int>(sums.Length, -77);
            Reduce.Max(x, outer, axis, inner, y.Span, where.Span);
            Assert.Equal(largest, y.Span.ToArray());
            Assert.Equal(places, where.Span.ToArray());
            if (trial % 5 == 0) { continue; }
            Reduce.Sum(x, outer, axis, inner, y.Span);
            Sample.AssertClose(sums, y.Span, 1e-6, $"({outer}, {axis}, {inner})");
            var perChannel = Sample.Output(axis);
            Reduce.SumChannels(x, outer, axis, inner, perChannel.Span);
            Sample.AssertClose(channels, perChannel.Span, 1e-6, $"channels of ({outer}, {axis}, {inner})");
            y.AssertUntouched();
            where.AssertUntouched();
            perChannel.AssertUntouched();
        }
    }

    [Fact]
    public void The_maximum_of_nothing_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Reduce.ArgMax([]));
        Assert.Throws<ArgumentException>(() => Reduce.Max([], 1, 0, 1, new float[1], []));
    }

    [Fact]
    public void Either_output_of_a_maximum_may_be_left_out()
    {
        float[] y = new float[1];
        int[] where = new int[1];
        Reduce.Max([1, 3, 2], 1, 3, 1, y, []);
        Reduce.Max([1, 3, 2], 1, 3, 1, [], where);
        Assert.Equal(3, y[0]);
        Assert.Equal(1, where[0]);
    }
}
