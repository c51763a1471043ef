using CourseLib.Data;

namespace CourseLib.Tests.Data;

public class SplitMix64Tests
{
    /// <summary>The first outputs of the authors' own program for this seed.</summary>
    [Fact]
    public void It_gives_the_published_sequence()
    {
        var random = new SplitMix64(1234567);
        Assert.Equal(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
            new[] { random.Next(), random.Next(), random.Next(), random.Next(), random.Next() });
    }

    [Fact]
    public void Bounded_numbers_are_uniform()
    {
        var random = new SplitMix64(5);
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++) counts[random.Next(7)]++;
        Assert.All(counts, count => Assert.InRange(count, 9_500, 10_500));
    }

    [Fact]
    public void Different_keys_give_different_streams()
    {
        ulong[] firsts = [.. Enumerable.Range(-50, 100).SelectMany(a => Enumerable.Range(-50, 100).Select(b => SplitMix64.Keyed(a, b).Next()))];
        Assert.Equal(firsts.Length, firsts.Distinct().Count());
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(1)]
    [InlineData(4)]
    public void The_beta_distribution_has_its_mean_and_variance(double alpha)
    {
        var random = new SplitMix64(9);
        double[] draws = [.. Enumerable.Range(0, 50_000).Select(_ => BetaDistribution.Sample(alpha, ref random))];
        double mean = draws.Average();
        Assert.All(draws, draw => Assert.InRange(draw, 0, 1));
        Assert.Equal(0.5, mean, 0.01);
        Assert.Equal(1 / (4 * (2 * alpha + 1)), draws.Average(draw => (draw - mean) * (draw - mean)), 0.005);
    }
}
