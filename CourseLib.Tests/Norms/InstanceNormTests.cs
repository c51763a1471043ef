using CourseLib.Norms;
using CourseLib.Tensors;

namespace CourseLib.Tests.Norms;

public class InstanceNormTests
{
    [Fact]
    public void Contrast_and_brightness_of_an_image_do_not_matter()
    {
        Tensor x = Tensor.Randn([2, 3, 8, 8], seed: 1), contrast = Tensor.From([0.25f, 4, 30, 1, 2, 3], 2, 3, 1, 1);
        var norm = new InstanceNorm2d(3, eps: 0);
        Assert.True(norm.Forward(x * contrast + 5f * contrast).AllClose(norm.Forward(x), 1e-4f, 1e-5f));
    }

    [Fact]
    public void Evaluation_uses_the_sample_unless_running_averages_are_kept()
    {
        Tensor x = Tensor.Randn([2, 3, 4, 4], seed: 2) + 1f;
        var plain = new InstanceNorm2d(3);
        var tracking = new InstanceNorm2d(3, trackRunningStats: true);
        Assert.Empty(plain.StateDict());
        Assert.Equal(["running_mean", "running_var", "num_batches_tracked"], tracking.StateDict().Keys);
        float[] training = plain.Forward(x).ToArray();
        Assert.Equal(training, tracking.Forward(x).ToArray());
        plain.Eval();
        tracking.Eval();
        Assert.Equal(training, plain.Forward(x).ToArray());
        Assert.NotEqual(training, tracking.Forward(x).ToArray());
        Assert.Equal(1, tracking.NumBatchesTracked!.Item());
        Assert.Equal([1, 3, 1, 1], tracking.Forward(Tensor.Ones(1, 3, 1, 1)).Shape);
    }

    [Fact]
    public void One_pixel_and_other_layouts_are_refused()
    {
        Assert.Contains("at least two", Assert.Throws<ArgumentException>(() => new InstanceNorm2d(3).Forward(Tensor.Ones(8, 3, 1, 1))).Message);
        Assert.Contains("axis 1 must have 3", Assert.Throws<ArgumentException>(() => new InstanceNorm2d(3).Forward(Tensor.Ones(8, 2, 4, 4))).Message);
        Assert.Throws<ArgumentException>(() => new InstanceNorm1d(3).Forward(Tensor.Ones(8, 3)));
        Assert.Throws<ArgumentException>(() => new InstanceNorm3d(3).Forward(Tensor.Ones(8, 3, 2, 2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new InstanceNorm1d(0));
        Assert.Throws<ArgumentException>(() => new InstanceNorm1d(3, decay: 0.9, momentum: 0.1));
    }
}
