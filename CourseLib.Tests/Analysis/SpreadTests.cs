using CourseLib.Analysis;

namespace CourseLib.Tests.Analysis;

public sealed class SpreadTests
{
    [Fact]
    public void The_deviation_divides_by_one_less_than_the_count()
    {
        Spread spread = Spread.Of([2, 4, 4, 4, 5, 5, 7, 9]);
        Assert.Equal(5, spread.Mean);
        Assert.Equal(Math.Sqrt(32.0 / 7), spread.Deviation, 12);
        Assert.Equal("5 ± 2.1381", spread.ToString());
    }

    [Fact]
    public void A_single_measurement_has_no_deviation()
    {
        Spread spread = Spread.Of([0.7816]);
        Assert.True(double.IsNaN(spread.Deviation));
        Assert.Equal("78.16 %", spread.Percent());
    }

    [Fact]
    public void Percents_have_two_decimals() => Assert.Equal("78.16 ± 0.20 %", Spread.Of([0.7796, 0.7816, 0.7836]).Percent());

    [Fact]
    public void Nothing_has_no_spread() => Assert.Throws<ArgumentException>(() => Spread.Of([]));
}
