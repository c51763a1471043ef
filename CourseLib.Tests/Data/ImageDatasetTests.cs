using CourseLib.Data;

namespace CourseLib.Tests.Data;

public class ImageDatasetTests
{
    [Fact]
    public void A_data_set_knows_its_images()
    {
        ImageDataset dataset = Synthetic.Dataset(7);
        Assert.Equal((7, 3, 60), (dataset.Count, dataset.ClassCount, dataset.ImageSize));
        Assert.Equal([3, 4, 5], dataset.ImageShape);
        Assert.Equal([0, 1, 2, 0, 1, 2, 0], dataset.Labels);
        Assert.Equal([3, 2, 2], dataset.ClassCounts());
        Assert.Equal([3, 4, 5], dataset.Image(2).Shape);
        Assert.Equal("synthetic: 7 images 3×4×5 in 3 classes", dataset.ToString());
    }

    [Fact]
    public void The_first_images_can_be_had_as_a_set_and_as_a_tensor()
    {
        ImageDataset dataset = Synthetic.Dataset(7);
        Assert.Equal([0, 1, 2], dataset.Take(3).Labels);
        Assert.Equal(7, dataset.Take(30).Count);
        Assert.Equal([2, 3, 4, 5], dataset.Images(5, 2).Shape);
        Assert.Equal(dataset.Batch([5, 6]).Images.ToArray(), dataset.Images(5, 2).ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => dataset.Images(5, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => dataset.Images(-1, 2));
    }

    [Fact]
    public void A_subset_keeps_the_order_that_it_was_given()
    {
        ImageDataset dataset = Synthetic.Dataset(7);
        ImageDataset nested = dataset.Subset([6, 4, 2]).Subset([2, 0]);
        Assert.Equal([2, 0], nested.Labels);
        Assert.Equal(dataset.Pixels(2).ToArray(), nested.Pixels(0).ToArray());
        Assert.Equal(dataset.Pixels(6).ToArray(), nested.Pixels(1).ToArray());
        Assert.Equal(dataset.Image(6).ToArray(), nested.Batch([1]).Images.ToArray());
    }

    [Fact]
    public void A_validation_part_has_its_share_of_every_class_and_nothing_twice()
    {
        ImageDataset dataset = Synthetic.Numbered(100, classes: 4);
        (ImageDataset train, ImageDataset validation) = dataset.SplitOff(0.2, seed: 5);
        Assert.Equal([5, 5, 5, 5], validation.ClassCounts());
        Assert.Equal([20, 20, 20, 20], train.ClassCounts());
        int[] Numbers(ImageDataset part) => [.. Enumerable.Range(0, part.Count).Select(index => (int)part.Pixels(index)[0])];
        Assert.Equal(Enumerable.Range(0, 100), Numbers(train).Concat(Numbers(validation)).Order());
        Assert.Equal(Numbers(train).Order(), Numbers(train));
        Assert.Equal(Numbers(validation), Numbers(dataset.SplitOff(0.2, seed: 5).Validation));
        Assert.NotEqual(Numbers(validation), Numbers(dataset.SplitOff(0.2, seed: 6).Validation));
    }

    [Theory]
    [InlineData(0, 100, 0)]
    [InlineData(1, 0, 100)]
    public void Nothing_or_everything_can_be_set_aside(double share, int train, int validation)
    {
        (ImageDataset first, ImageDataset second) = Synthetic.Numbered(100).SplitOff(share, 1);
        Assert.Equal((train, validation), (first.Count, second.Count));
    }

    [Fact]
    public void The_first_of_each_class_are_taken_in_order()
    {
        ImageDataset part = Synthetic.Numbered(10, classes: 3).FirstOfEachClass(2);
        Assert.Equal([0, 1, 2, 3, 4, 5], Enumerable.Range(0, 6).Select(index => (int)part.Pixels(index)[0]));
        var failure = Assert.Throws<ArgumentOutOfRangeException>(() => Synthetic.Numbered(10, classes: 3).FirstOfEachClass(4));
        Assert.Contains("'class 1' has only 3 images", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Channel_statistics_are_those_of_the_pixels()
    {
        var dataset = new ImageDataset("two", ["a"], [2, 1, 2], [0, 255, 51, 51], [0]);
        Normalization found = Normalization.Of(new ImageDataset("varied", ["a"], [2, 1, 2], [0, 255, 51, 102], [0]));
        Assert.Equal([0.5f, 0.3f], found.Mean, (a, b) => Math.Abs(a - b) < 1e-6f);
        Assert.Equal([0.5f, 0.1f], found.Std, (a, b) => Math.Abs(a - b) < 1e-6f);
        Assert.Throws<ArgumentException>(() => Normalization.Of(dataset));
    }

    [Fact]
    public void Sizes_and_labels_that_disagree_are_refused()
    {
        string Message(Action build) => Assert.ThrowsAny<ArgumentException>(build).Message;
        Assert.Contains("2 images of [1, 2, 2] need 8 bytes; there are 7", Message(() => new ImageDataset("x", ["a"], [1, 2, 2], new byte[7], [0, 0])), StringComparison.Ordinal);
        Assert.Contains("image 1 has label 2; wanted 0 to 1", Message(() => new ImageDataset("x", ["a", "b"], [1, 1, 1], new byte[2], [0, 2])), StringComparison.Ordinal);
        Assert.Contains("wanted [channels, height, width]", Message(() => new ImageDataset("x", ["a"], [4], new byte[4], [0])), StringComparison.Ordinal);
        Assert.Contains("outside 0 to 2", Message(() => Synthetic.Dataset(3).Subset([3])), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Synthetic.Dataset(3).SplitOff(1.5, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Synthetic.Dataset(3).SplitOff(double.NaN, 0));
    }
}
