using CourseLib.Analysis;

namespace CourseLib.Tests.Analysis;

/// <summary>What notebook 08 says about the published results in words is true of their numbers.</summary>
public class PublishedResultsTests
{
    private static readonly ExperimentResults Results = ExperimentResults.Published("batchnorm-full")!;

    [Theory]
    [InlineData("tuned", "bn-0.99"), InlineData("tuned", "bn-0.9"), InlineData("plain", "bn-0.99"), InlineData("plain", "bn-0.9")]
    public void Batch_normalisation_adds_several_times_the_deviation(string recipe, string arm)
    {
        Spread without = Of(recipe, "none"), with = Of(recipe, arm);
        Assert.True(without.Count >= 5 && with.Count == without.Count);
        Assert.True(with.Mean - without.Mean > 3 * Math.Max(without.Deviation, with.Deviation));
    }

    [Fact]
    public void Where_the_rate_stays_the_short_average_is_better_and_where_it_falls_neither_is()
    {
        Assert.True(Of("plain", "bn-0.9").Mean > Of("plain", "bn-0.99").Mean + 0.01);
        Assert.True(Math.Abs(Of("tuned", "bn-0.9").Mean - Of("tuned", "bn-0.99").Mean) < Of("tuned", "bn-0.9").Deviation);
    }

    [Fact]
    public void The_recipe_is_worth_more_than_the_layer() => Assert.True(Of("tuned", "none").Mean > Of("plain", "bn-0.9").Mean);

    [Fact]
    public void A_hundredfold_range_of_rates_trains_with_batch_normalisation_and_a_narrow_one_without()
    {
        double[] with = [.. Swept("learning-rate", "bn-0.9", group => group.Rate is >= 0.001 and <= 0.1)], without = [.. Swept("learning-rate", "none", group => group.Rate >= 0.1)];
        Assert.True(with.Max() - with.Min() < 0.06);
        Assert.True(without.Max() < 0.11 && Swept("learning-rate", "none", group => group.Rate == 0.001).Single() < 0.6 && Swept("learning-rate", "bn-0.9", group => group.Rate == 2).Single() < 0.11);
    }

    [Fact]
    public void Batch_normalisation_breaks_down_with_two_images_and_group_normalisation_does_not()
    {
        double[] group = [.. Swept("batch-size", "gn", _ => true)];
        Assert.True(group.Max() - group.Min() < 0.04);
        Assert.True(At(2) < 0.4 && At(4) < group.Min() && At(128) > group.Max() - 0.01);

        static double At(int batch) => Swept("batch-size", "bn-0.99", one => one.Batch == batch).Single();
    }

    private static Spread Of(string recipe, string arm) => Results.Groups("recipes").Single(group => (group.Recipe, group.Arm) == (recipe, arm)).TestAccuracy!.Value;

    private static IEnumerable<double> Swept(string study, string arm, Func<ExperimentGroup, bool> which) =>
        Results.Groups(study).Where(group => group.Arm == arm && which(group)).Select(group => group.TestAccuracy!.Value.Mean);
}
