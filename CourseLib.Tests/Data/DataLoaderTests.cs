using CourseLib.Data;
using FsCheck;
using FsCheck.Fluent;

namespace CourseLib.Tests.Data;

public class DataLoaderTests
{
    [Fact]
    public void Shuffling_is_a_permutation() =>
        Prop.ForAll<NonNegativeInt, int, int>((count, seed, epoch) =>
        {
            int images = count.Get % 300;
            int[] order = new DataLoader(Synthetic.Numbered(images), batchSize: 4, shuffle: true, seed: seed).Order(epoch);
            return order.Order().SequenceEqual(Enumerable.Range(0, images));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_image_comes_once_an_epoch_with_its_own_label() =>
        Prop.ForAll<PositiveInt, PositiveInt, int>((count, batchSize, seed) =>
        {
            ImageDataset dataset = Synthetic.Numbered(count.Get % 200 + 1, classes: 3);
            var seen = new List<int>();
            foreach ((var images, int[] labels) in new DataLoader(dataset, batchSize.Get, shuffle: true, seed: seed))
            {
                int[] numbers = Array.ConvertAll(images.ToArray(), pixel => (int)MathF.Round(pixel * 255));
                Assert.Equal(numbers.Select(number => number % 3), labels);
                seen.AddRange(numbers);
            }
            return seen.Order().SequenceEqual(Enumerable.Range(0, dataset.Count));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_interrupted_epoch_goes_on_with_the_batches_that_are_left()
    {
        var loader = new DataLoader(Synthetic.Numbered(50), 7, shuffle: true, seed: 3);
        var whole = loader.Epoch(2).Skip(3).Select(batch => batch.Images.ToArray());
        Assert.Equal(whole, loader.Epoch(2, firstBatch: 3).Select(batch => batch.Images.ToArray()));
        Assert.Empty(loader.Epoch(2, firstBatch: 8));
        Assert.Throws<ArgumentOutOfRangeException>(() => loader.Epoch(2, firstBatch: -1));
    }

    [Fact]
    public void Each_epoch_has_its_own_order_and_a_second_loader_repeats_them()
    {
        ImageDataset dataset = Synthetic.Numbered(50);
        var loader = new DataLoader(dataset, 7, shuffle: true, seed: 3);
        var again = new DataLoader(dataset, 50, shuffle: true, seed: 3);
        float[] first = Pixels(loader), second = Pixels(loader);
        Assert.NotEqual(first, second);
        Assert.Equal(first, Pixels(again));
        Assert.Equal(second, Pixels(again));
        Assert.Equal(2, loader.NextEpoch);
        loader.NextEpoch = 0;
        Assert.Equal(first, Pixels(loader));
        Assert.NotEqual(first, Pixels(new DataLoader(dataset, 7, shuffle: true, seed: 4)));
    }

    [Fact]
    public void Without_shuffling_the_order_is_the_data_sets()
    {
        var loader = new DataLoader(Synthetic.Numbered(5), 2);
        Assert.Equal([0, 1, 2, 3, 4], loader.Order(9));
        Assert.Equal([0, 1, 2, 3, 4], Pixels(loader).Select(pixel => (int)MathF.Round(pixel * 255)));
    }

    /// <summary>A change of the generator would change every student's results, so the order itself is written down.</summary>
    [Fact]
    public void The_order_of_a_seed_never_changes() =>
        Assert.Equal([0, 7, 1, 6, 8, 3, 4, 2, 9, 5], new DataLoader(Synthetic.Numbered(10), 2, shuffle: true, seed: 1).Order(0));

    [Theory]
    [InlineData(10, 4, false, new[] { 4, 4, 2 })]
    [InlineData(10, 4, true, new[] { 4, 4 })]
    [InlineData(8, 4, true, new[] { 4, 4 })]
    [InlineData(3, 4, false, new[] { 3 })]
    [InlineData(3, 4, true, new int[0])]
    [InlineData(0, 4, false, new int[0])]
    public void The_last_batch_is_short_or_left_out(int images, int batchSize, bool dropLast, int[] sizes)
    {
        var loader = new DataLoader(Synthetic.Dataset(images), batchSize, dropLast: dropLast);
        Batch[] batches = [.. loader];
        Assert.Equal(sizes, batches.Select(batch => batch.Count));
        Assert.Equal(sizes.Length, loader.Count);
        Assert.All(batches, batch => Assert.Equal([batch.Count, 3, 4, 5], batch.Images.Shape));
    }

    [Fact]
    public void Pixels_are_divided_by_255_and_then_standardised()
    {
        ImageDataset dataset = Synthetic.Dataset(count: 2, height: 9, width: 11);
        var normalize = new Normalization([0.5f, 0.25f, 0.1f], [0.2f, 0.3f, 0.4f]);
        float[] plain = dataset.All().Images.ToArray(), standardised = dataset.All(normalize).Images.ToArray();
        for (int i = 0; i < plain.Length; i++)
        {
            int image = i / (3 * 99), within = i % (3 * 99), channel = within / 99;
            float unit = dataset.Pixels(image)[within] / 255f;
            Assert.Equal(unit, plain[i]);
            Assert.Equal((unit - normalize.Mean[channel]) / normalize.Std[channel], standardised[i]);
        }
        Assert.Equal(plain, normalize.Invert(dataset.All(normalize).Images).ToArray().Select(value => value), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Augmentations_depend_on_seed_epoch_and_image_but_not_on_the_batch_size()
    {
        ImageDataset dataset = Synthetic.Dataset(40, height: 6, width: 6);
        float[] Run(int batchSize, int seed, int epoch) =>
            [.. new DataLoader(dataset, batchSize, shuffle: true, seed: seed, augmentations: [new RandomHorizontalFlip(), new RandomCrop(2)])
                .Epoch(epoch).SelectMany(batch => batch.Images.ToArray())];
        Assert.Equal(Run(7, 1, 0), Run(40, 1, 0));
        Assert.NotEqual(Run(7, 1, 0), Run(7, 1, 1));
        Assert.NotEqual(Run(7, 1, 0), Run(7, 2, 0));
    }

    [Fact]
    public void Each_image_of_an_epoch_is_augmented_in_its_own_way()
    {
        var dataset = new ImageDataset("arrows", ["arrow"], [1, 1, 2], [.. Enumerable.Range(0, 400).Select(i => (byte)(i % 2 * 255))], new int[200]);
        float[] pixels = new DataLoader(dataset, 200, seed: 1, augmentations: [new RandomHorizontalFlip()]).First().Images.ToArray();
        Assert.InRange(pixels.Where((_, i) => i % 2 == 0).Count(left => left == 1), 70, 130);
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        ImageDataset dataset = Synthetic.Dataset(4);
        Assert.Throws<ArgumentOutOfRangeException>(() => new DataLoader(dataset, 0));
        Assert.Throws<ArgumentNullException>(() => new DataLoader(null!, 1));
        var failure = Assert.Throws<ArgumentException>(() => new DataLoader(dataset, 1, normalize: new Normalization([0.5f], [0.5f])));
        Assert.Contains("images have 3 channels, the normalization has 1", failure.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Normalization([0, 0], [1]));
        Assert.Throws<ArgumentException>(() => new Normalization([0], [0]));
        Assert.Throws<ArgumentException>(() => new Normalization([0], [float.NaN]));
    }

    private static float[] Pixels(DataLoader loader) => [.. loader.SelectMany(batch => batch.Images.ToArray())];
}
