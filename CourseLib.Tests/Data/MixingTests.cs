using CourseLib.Data;
using CourseLib.Tensors;

namespace CourseLib.Tests.Data;

public class MixingTests
{
    /// <summary>Image i is all i, so a pixel tells whose it is and a blend tells its shares.</summary>
    private static Batch Numbers(int count, int size = 8) =>
        new(Tensor.From([.. Enumerable.Range(0, count).SelectMany(i => Enumerable.Repeat((float)i, size * size))], count, 1, size, size), [.. Enumerable.Range(0, count)]);

    [Theory]
    [InlineData(0.2)]
    [InlineData(1)]
    public void Labels_of_CutMix_equal_the_pixel_shares(double alpha)
    {
        for (int seed = 0; seed < 200; seed++)
        {
            MixedBatch mixed = CutMix.Apply(Numbers(5), classes: 5, alpha, seed);
            float[] pixels = mixed.Images.ToArray(), targets = mixed.Targets.ToArray();
            for (int image = 0; image < 5; image++)
                for (int label = 0; label < 5; label++)
                {
                    double share = pixels.AsSpan(image * 64, 64).ToArray().Count(pixel => pixel == label) / 64.0;
                    Assert.Equal(share, targets[image * 5 + label], 1e-6);
                }
        }
    }

    [Fact]
    public void A_box_at_the_border_is_cut_and_its_share_shrinks()
    {
        PixelBox whole = CutMix.Box(0.75, 4, 4, 8, 8), cut = CutMix.Box(0.75, 0, 7, 8, 8);
        Assert.Equal(new PixelBox(2, 2, 6, 6), whole);
        Assert.Equal(new PixelBox(0, 5, 2, 8), cut);
        Assert.Equal((16, 6), (whole.Area, cut.Area));
        Assert.Equal(64, CutMix.Box(0, 4, 4, 8, 8).Area);
        Assert.Equal(0, CutMix.Box(1, 4, 4, 8, 8).Area);
    }

    [Fact]
    public void Mixup_blends_pixels_and_labels_alike()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            MixedBatch mixed = Mixup.Apply(Numbers(4, size: 2), classes: 4, alpha: 1, seed);
            float[] pixels = mixed.Images.ToArray(), targets = mixed.Targets.ToArray();
            for (int image = 0; image < 4; image++)
            {
                double expected = Enumerable.Range(0, 4).Sum(label => label * (double)targets[image * 4 + label]);
                Assert.Equal(expected, pixels[image * 4], 1e-5);
                Assert.Equal(1, Enumerable.Range(0, 4).Sum(label => (double)targets[image * 4 + label]), 1e-6);
            }
        }
    }

    [Fact]
    public void Mixing_is_fixed_by_its_seed()
    {
        Assert.Equal(CutMix.Apply(Numbers(6), 6, seed: 4).Images.ToArray(), CutMix.Apply(Numbers(6), 6, seed: 4).Images.ToArray());
        Assert.NotEqual(Mixup.Apply(Numbers(6), 6, seed: 4).Lambda, Mixup.Apply(Numbers(6), 6, seed: 5).Lambda);
    }

    [Fact]
    public void Noise_on_features_is_a_share_of_each_features_own_spread()
    {
        Tensor features = Tensor.Randn([4000, 2], seed: 1) * Tensor.From([1f, 10], 1, 2) + Tensor.From([5f, -7], 1, 2);
        float[] noise = (FeatureAugmentation.Noise(features, 0.5, seed: 2) - features).Std([0]).ToArray();
        Assert.InRange(noise[0], 0.47, 0.53);
        Assert.InRange(noise[1], 4.7, 5.3);
        Assert.Equal(features.ToArray(), FeatureAugmentation.Noise(features, 0).ToArray());
        Assert.Equal(FeatureAugmentation.Noise(features, seed: 3).ToArray(), FeatureAugmentation.Noise(features, seed: 3).ToArray());
        Assert.Throws<ArgumentException>(() => FeatureAugmentation.Noise(features, double.NaN));
        Assert.Throws<ArgumentException>(() => FeatureAugmentation.Noise(Tensor.Zeros(3)));
    }

    [Fact]
    public void Features_move_along_differences_within_their_class()
    {
        Tensor features = Tensor.From([0, 0, 4, 8, 1, 1], 3, 2);
        int[] labels = [0, 0, 1];
        var seen = new HashSet<string>();
        for (int seed = 0; seed < 40; seed++)
        {
            float[] between = FeatureAugmentation.Interpolate(features, labels, 0.25, seed).ToArray();
            float[] beyond = FeatureAugmentation.Extrapolate(features, labels, 0.25, seed).ToArray();
            Assert.Equal([1, 1], between[4..]);
            Assert.Contains(between[0], new float[] { 0, 1 });
            Assert.Equal(2 * between[0], between[1]);
            Assert.Equal(-between[0], beyond[0]);
            seen.Add(string.Join(' ', between));
        }
        Assert.Equal(4, seen.Count);
        Assert.Throws<ArgumentException>(() => FeatureAugmentation.Interpolate(features, [0, 1]));
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CutMix.Apply(Numbers(3), classes: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Mixup.Apply(Numbers(3), 3, alpha: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Mixup.Apply(Numbers(3), 3, alpha: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => MixedBatch.OneHot([0, -1], 3));
        Assert.Equal([1, 0, 0, 0, 0, 1], MixedBatch.OneHot([0, 2], 3).ToArray());
    }
}
