using CourseKit.Datasets;
using CourseKit.Tests.Datasets;

namespace CourseKit.Tests.Commands;

[Collection("environment")]
public sealed class DataCommandTests : CommandTests
{
    [Fact]
    public async Task The_list_shows_every_data_set()
    {
        Assert.Equal(0, await Program.Main(["data", "list"]));
        foreach (DatasetEntry entry in DatasetCatalog.All) Assert.Contains(entry.Name, Output.ToString(), StringComparison.Ordinal);
        Assert.Contains("not fetched: coursekit data get cifar10", Output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_subsets_that_ship_are_in_order()
    {
        Assert.Equal(0, await Program.Main(["data", "verify"]));
        foreach (DatasetEntry entry in DatasetCatalog.All) Assert.Contains($"{entry.Name} (subset): all files are as they should be", Output.ToString(), StringComparison.Ordinal);
        Assert.Empty(Errors.ToString());
    }

    [Theory]
    [InlineData("data get cifar-10", "did you mean 'cifar10'?")]
    [InlineData("data verify imagenet", "there is no data set 'imagenet'; the course has cifar10")]
    [InlineData("data subset cifar10 --train 0", "--train and --test must be positive")]
    [InlineData("data get", "Required argument 'name' missing")]
    [InlineData("data subset cifar10 --train many", "many")]
    public async Task Wrong_usage_is_told_in_a_line(string command, string message)
    {
        Assert.Equal(2, await Program.Main(command.Split(' ')));
        Assert.StartsWith("coursekit: ", Errors.ToString(), StringComparison.Ordinal);
        Assert.Contains(message, Errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subset_without_the_whole_set_says_how_to_get_it()
    {
        Assert.Equal(1, await Program.Main(["data", "subset", "cifar10", "-o", Path.Combine(Surroundings.Folder, "cut")]));
        Assert.EndsWith("run: coursekit data get cifar10", Errors.ToString().TrimEnd(), StringComparison.Ordinal);
    }
}
