using CourseLib.Data;

namespace CourseLib.Tests.Data;

[Collection("environment")]
public class FashionMnistTests
{
    [Theory]
    [InlineData(Split.Train, 400, new[] { 9, 0, 0, 3, 0, 2, 7, 2, 5, 5 })]
    [InlineData(Split.Test, 100, new[] { 9, 2, 1, 1, 6, 1, 4, 6, 5, 7 })]
    public void The_embedded_subset_is_balanced_and_begins_like_the_whole_set(Split split, int perClass, int[] firstLabels)
    {
        ImageDataset dataset = FashionMnist.Load(split, DataSource.Embedded);
        Assert.Equal([1, 28, 28], dataset.ImageShape);
        Assert.All(dataset.ClassCounts(), count => Assert.Equal(perClass, count));
        Assert.Equal(firstLabels, dataset.Labels.Take(10));
        Assert.Equal(FashionMnist.ClassNames, dataset.ClassNames);
    }

    [Fact]
    public void The_embedded_subset_has_nearly_the_statistics_of_the_whole_set()
    {
        Normalization found = Normalization.Of(FashionMnist.Load(Split.Train, DataSource.Embedded));
        Assert.Equal(FashionMnist.Normalize.Mean[0], found.Mean[0], 0.01f);
        Assert.Equal(FashionMnist.Normalize.Std[0], found.Std[0], 0.01f);
    }
}
