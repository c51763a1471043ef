using CourseLib.Optimizers;

namespace CourseLib.Tests.Optimizers;

public class SearchTests
{
    private static readonly SearchDimension Rate = SearchDimension.LogUniform("learning rate", 1e-4, 1);
    private static readonly SearchDimension Batch = SearchDimension.Choice("batch", 32, 64, 128);

    [Fact]
    public void A_grid_has_every_combination()
    {
        IReadOnlyList<Trial> trials = GridSearch.Trials(5, Rate, Batch);
        Assert.Equal(15, trials.Count);
        Assert.Equal([1e-4, 1e-3, 1e-2, 1e-1, 1], trials.Select(trial => trial["learning rate"]).Distinct(), (a, b) => Math.Abs(a / b - 1) < 1e-12);
        Assert.Equal([32, 64, 128, 32], trials.Take(4).Select(trial => trial["batch"]));
        Assert.Equal("learning rate = 0.0001, batch = 32", trials[0].ToString());
        Assert.Equal([0.5], GridSearch.Trials(1, SearchDimension.Uniform("p", 0, 1)).Select(trial => trial["p"]));
    }

    [Fact]
    public void Random_trials_are_seeded_and_a_longer_search_begins_with_the_shorter()
    {
        string[] ten = [.. RandomSearch.Trials(10, 1, Rate, Batch).Select(trial => $"{trial}")];
        Assert.Equal(ten, RandomSearch.Trials(20, 1, Rate, Batch).Take(10).Select(trial => $"{trial}"));
        Assert.NotEqual(ten, RandomSearch.Trials(10, 2, Rate, Batch).Select(trial => $"{trial}"));
    }

    [Fact]
    public void Every_power_of_ten_and_every_choice_is_as_likely_as_another()
    {
        IReadOnlyList<Trial> trials = RandomSearch.Trials(8000, 3, Rate, Batch, SearchDimension.Uniform("momentum", 0.5, 0.9));
        Assert.All(trials, trial => Assert.InRange(trial["learning rate"], 1e-4, 1));
        foreach (var decade in trials.GroupBy(trial => Math.Floor(Math.Log10(trial["learning rate"])))) Assert.InRange(decade.Count(), 1800, 2200);
        foreach (var choice in trials.GroupBy(trial => trial["batch"])) Assert.InRange(choice.Count(), 2500, 2850);
        Assert.Equal(0.7, trials.Average(trial => trial["momentum"]), 0.01);
    }

    [Fact]
    public void Where_one_parameter_matters_random_search_sees_more_of_its_values_than_a_grid()
    {
        SearchDimension[] two = [SearchDimension.Uniform("matters", 0, 1), SearchDimension.Uniform("does not", 0, 1)];
        Assert.Equal(3, GridSearch.Trials(3, two).Select(trial => trial["matters"]).Distinct().Count());
        Assert.Equal(9, RandomSearch.Trials(9, 1, two).Select(trial => trial["matters"]).Distinct().Count());
    }

    [Fact]
    public void Impossible_searches_are_refused()
    {
        Assert.Throws<ArgumentException>(() => SearchDimension.LogUniform("a", 0, 1));
        Assert.Throws<ArgumentException>(() => SearchDimension.Uniform("a", 1, 1));
        Assert.Throws<ArgumentException>(() => SearchDimension.Uniform("a", double.NaN, 1));
        Assert.Throws<ArgumentException>(() => SearchDimension.Choice("a"));
        Assert.Throws<ArgumentException>(() => SearchDimension.Uniform(" ", 0, 1));
        Assert.Throws<ArgumentException>(() => GridSearch.Trials(0, Rate));
        Assert.Throws<ArgumentException>(() => RandomSearch.Trials(0, 1, Rate));
        Assert.Throws<ArgumentException>(() => GridSearch.Trials(3));
        Assert.Contains("learning rate", Assert.Throws<ArgumentException>(() => RandomSearch.Trials(3, 1, Rate, Rate)).Message);
        Assert.Contains("batch", Assert.Throws<ArgumentException>(() => GridSearch.Trials(2, Batch)[0]["momentum"]).Message);
    }
}
