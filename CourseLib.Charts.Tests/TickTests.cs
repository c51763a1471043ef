using CourseLib.Charts.Data;
using CourseLib.Charts.Scales;
using FsCheck;
using FsCheck.Fluent;

namespace CourseLib.Charts.Tests;

public class TickTests
{
    [Fact]
    public void Linear_ticks_are_few_rise_and_leave_less_than_a_step_at_each_end() =>
        Prop.ForAll<NormalFloat, NormalFloat, byte>((a, b, n) =>
        {
            (double low, double high) = (Math.Min(a.Get, b.Get), Math.Max(a.Get, b.Get));
            int most = 2 + n % 12;
            if (!(high - low > 1e-9 * Math.Max(Math.Abs(low), Math.Abs(high))) || !double.IsFinite(high - low)) return true;
            double[] ticks = LinearTicks.Between(low, high, most);
            double slack = 1e-6 * (high - low), step = ticks.Length > 1 ? ticks[1] - ticks[0] : high - low;
            return ticks.Length >= 1 && ticks.Length <= most
                && ticks.Zip(ticks.Skip(1), (x, y) => y > x).All(rises => rises)
                && ticks[0] >= low - slack && ticks[^1] <= high + slack
                && ticks[0] - low <= step + slack && high - ticks[^1] <= step + slack;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Tick_labels_are_as_different_as_their_ticks() =>
        Prop.ForAll<NormalFloat, NormalFloat>((a, b) =>
        {
            double apart = Math.Abs(a.Get - b.Get);
            if (!(apart > 1e-3 * Math.Max(Math.Abs(a.Get), Math.Abs(b.Get))) || !double.IsFinite(apart)) return true;
            double[] ticks = LinearTicks.Between(a.Get, b.Get, 8);
            return NumberText.Labels(ticks).Distinct().Count() == ticks.Length;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Logarithmic_ticks_are_few_rise_and_stay_within() =>
        Prop.ForAll<byte, byte, byte>((a, b, n) =>
        {
            (double low, double high) = (a / 10.0 - 12, a / 10.0 - 12 + 0.05 + b / 10.0);
            int most = 3 + n % 9;
            double[] ticks = LogTicks.Major(low, high, most);
            return ticks.Length >= 1 && ticks.Length <= most + 1
                && ticks.Zip(ticks.Skip(1), (x, y) => y > x).All(rises => rises)
                && ticks.All(t => Math.Log10(t) >= low - 1e-6 && Math.Log10(t) <= high + 1e-6);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_logarithmic_axis_has_ticks_but_not_too_many()
    {
        for (int low = -120; low < 20; low++)
            for (int width = 1; width < 80; width++)
                for (int most = 2; most < 12; most++)
                    Assert.InRange(LogTicks.Major(low / 10.0, (low + width) / 10.0, most).Length, 1, most + 1);
    }

    [Fact]
    public void Dates_have_ticks_at_every_scale()
    {
        double start = (new DateTime(2016, 2, 27, 23, 59, 0) - DateTime.UnixEpoch).TotalMilliseconds;
        for (double span = 100; span < 1e13; span *= 3)
        {
            Tick[] ticks = DateTicks.Between(start, start + span, 6);
            Assert.InRange(ticks.Length, 1, 13);
            Assert.All(ticks, t => Assert.InRange(t.Value, start - 1, start + span + 1));
        }
    }

    [Theory]
    [InlineData(new[] { 0, 0.1, 0.2, 0.3 }, "0.0 0.1 0.2 0.3")]
    [InlineData(new[] { 0, 20000.0, 40000 }, "0 20k 40k")]
    [InlineData(new[] { 0, 5e6, 1e7 }, "0 5M 10M")]
    [InlineData(new[] { -1.0, -0.5, 0 }, "−1.0 −0.5 0.0")]
    [InlineData(new[] { 0, 2e-7, 4e-7 }, "0 2×10⁻⁷ 4×10⁻⁷")]
    [InlineData(new[] { 0, 5e29, 1e30 }, "0 0.5×10³⁰ 1.0×10³⁰")]
    public void Labels_have_no_more_digits_than_the_ticks_need(double[] ticks, string labels) =>
        Assert.Equal(labels.Split(' '), NumberText.Labels(ticks));

    [Theory]
    [InlineData(0.1234, ".2f", "0.12")]
    [InlineData(0.1234, ".1%", "12.3%")]
    [InlineData(12345.6, ",d", "12,346")]
    [InlineData(-0.00012, ".1e", "−1.2e−4")]
    [InlineData(1500, "~s", "1,500")]
    [InlineData(3, "what", "3")]
    public void Formats_follow_d3(double value, string format, string text) => Assert.Equal(text, NumberText.Formatted(value, format));

    [Fact]
    public void Bins_hold_every_finite_value_once() =>
        Prop.ForAll<NormalFloat[], byte>((values, wanted) =>
        {
            double[] numbers = [.. values.Select(v => v.Get).Where(v => Math.Abs(v) < 1e100)];
            Bins bins = Bins.For(numbers, wanted == 0 ? null : wanted);
            return bins.Count <= 401 && bins.Index(double.NaN) < 0 && numbers.All(v => bins.Index(v) >= 0);
        }).QuickCheckThrowOnFailure();
}
