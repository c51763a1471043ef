using CourseLib.Data;
using CourseLib.Tensors;

namespace CourseLib.Tests.Data;

public class AugmentationTests
{
    public static TheoryData<Augmentation> All => [new RandomHorizontalFlip(), new RandomCrop(2), new RandomTranslation(0.3), new RandomRotation(20), new ColorJitter(), new Cutout(3)];

    [Theory, MemberData(nameof(All))]
    public void A_seed_gives_the_same_image_and_other_seeds_give_others(Augmentation augmentation)
    {
        Tensor image = Synthetic.Dataset(1, height: 8, width: 7).Image(0);
        float[] before = image.ToArray();
        float[][] results = [.. Enumerable.Range(0, 20).Select(seed => augmentation.Apply(image, seed).ToArray())];
        Assert.Equal(results[3], augmentation.Apply(image, 3).ToArray());
        Assert.True(results.Select(result => string.Join(' ', result)).Distinct().Count() > 1);
        Assert.All(results.SelectMany(result => result), pixel => Assert.InRange(pixel, 0, 1));
        Assert.Equal(before, image.ToArray());
    }

    [Theory, MemberData(nameof(All))]
    public void Only_one_image_is_taken(Augmentation augmentation) =>
        Assert.Throws<ArgumentException>(() => augmentation.Apply(Tensor.From(new float[8], 1, 2, 2, 2), 0));

    [Fact]
    public void A_flip_mirrors_every_row()
    {
        Tensor image = Tensor.From([0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f], 1, 2, 3);
        Assert.Equal([0.3f, 0.2f, 0.1f, 0.6f, 0.5f, 0.4f], new RandomHorizontalFlip(1).Apply(image, 0).ToArray());
        Assert.Equal(image.ToArray(), new RandomHorizontalFlip(0).Apply(image, 0).ToArray());
    }

    [Theory]
    [InlineData(1, 0, new float[] { 0, 0, 0, 1, 2, 3 })]
    [InlineData(-1, 0, new float[] { 4, 5, 6, 0, 0, 0 })]
    [InlineData(0, 1, new float[] { 0, 1, 2, 0, 4, 5 })]
    [InlineData(0, -2, new float[] { 3, 0, 0, 6, 0, 0 })]
    [InlineData(1, -1, new float[] { 0, 0, 0, 2, 3, 0 })]
    [InlineData(2, 0, new float[] { 0, 0, 0, 0, 0, 0 })]
    [InlineData(0, 5, new float[] { 0, 0, 0, 0, 0, 0 })]
    [InlineData(0, 0, new float[] { 1, 2, 3, 4, 5, 6 })]
    public void A_shift_moves_pixels_and_blackens_the_rest(int down, int right, float[] wanted)
    {
        float[] image = [1, 2, 3, 4, 5, 6];
        Shift.Move(image, 1, 2, 3, down, right);
        Assert.Equal(wanted, image);
    }

    [Fact]
    public void A_crop_reaches_every_offset()
    {
        Tensor dot = Tensor.From([0, 0, 0, 0, 1, 0, 0, 0, 0], 1, 3, 3);
        int[] places = [.. Enumerable.Range(0, 300).Select(seed => Array.IndexOf(new RandomCrop(1).Apply(dot, seed).ToArray(), 1f)).Distinct().Order()];
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8], places);
    }

    [Fact]
    public void A_quarter_turn_is_exact_and_counter_clockwise()
    {
        float[] image = [1, 2, 3, 4];
        RandomRotation.Rotate(image, 1, 2, 2, 90);
        Assert.Equal([2, 4, 1, 3], image, (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Cutout_blackens_one_square_that_the_border_may_cut()
    {
        Tensor white = Tensor.From([.. Enumerable.Repeat(1f, 2 * 6 * 6)], 2, 6, 6);
        int[] areas = [.. Enumerable.Range(0, 200).Select(seed => new Cutout(4).Apply(white, seed).ToArray().Count(pixel => pixel == 0))];
        Assert.All(areas, area => Assert.InRange(area, 2 * 4, 2 * 16));
        Assert.Contains(2 * 16, areas);
        Assert.Contains(areas, area => area < 2 * 16);
    }

    [Fact]
    public void Jitter_of_strength_zero_changes_nothing_and_saturation_leaves_grey_alone()
    {
        Tensor grey = Tensor.From([0.25f, 0.5f, 0.25f, 0.5f, 0.25f, 0.5f], 3, 1, 2);
        Assert.Equal(grey.ToArray(), new ColorJitter(0, 0, 0).Apply(grey, 1).ToArray(), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(grey.ToArray(), new ColorJitter(0, 0, 1).Apply(grey, 1).ToArray(), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ColorJitter(contrast: 2));
    }

    [Fact]
    public void Bad_strengths_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomHorizontalFlip(1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomCrop(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomTranslation(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomRotation(181));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Cutout(0));
    }
}
