using CourseLib.Layers;
using CourseLib.Losses;
using CourseLib.Models;
using CourseLib.Norms;
using CourseLib.Optimizers;
using CourseLib.Tensors;

namespace CourseLib.Tests.Models;

public class LeNet5Tests
{
    [Fact]
    public void The_network_of_the_lectures_has_its_shapes_and_1256080_parameters()
    {
        ModuleSummary summary = LeNet5.Create(channels: 1, size: 28, padding: 2).Summary(1, 1, 28, 28);
        Assert.Equal(1_256_080, summary.TotalParameters);
        Assert.Equal(
            ["[1, 20, 28, 28]", "[1, 20, 14, 14]", "[1, 50, 14, 14]", "[1, 50, 7, 7]", "[1, 2450]", "[1, 500]", "[1, 10]"],
            summary.Rows.Where(row => !row.Layer.StartsWith("ReLU", StringComparison.Ordinal)).Select(row => $"[{string.Join(", ", row.OutputShape)}]"));
    }

    [Fact]
    public void The_network_for_CIFAR_takes_32_by_32_colour_images_and_norms_where_asked()
    {
        Sequential plain = LeNet5.Create(seed: 1), normalised = LeNet5.Create(norm: c => new BatchNorm2d(c), normFlat: c => new BatchNorm1d(c), seed: 1);
        Assert.Equal([2, 10], plain.Forward(Tensor.Randn([2, 3, 32, 32], seed: 1)).Shape);
        Assert.Equal(657_080, plain.ParameterCount);
        Assert.Equal(657_080 + 2 * (20 + 50 + 500), normalised.ParameterCount);
        Assert.Equal(
            ["Conv2d", "BatchNorm2d", "ReLU", "MaxPool2d", "Conv2d", "BatchNorm2d", "ReLU", "MaxPool2d", "Flatten", "Linear", "BatchNorm1d", "ReLU", "Linear"],
            normalised.Children.Select(child => child.Module.GetType().Name));
    }

    [Fact]
    public void A_seed_fixes_all_weights_and_layers_differ()
    {
        Assert.Equal(LeNet5.Create(seed: 1).StateDict()["9.bias"].ToArray(), LeNet5.Create(seed: 1).StateDict()["9.bias"].ToArray());
        Assert.NotEqual(LeNet5.Create(seed: 1).StateDict()["9.bias"].ToArray(), LeNet5.Create(seed: 2).StateDict()["9.bias"].ToArray());
    }

    [Fact]
    public void Images_that_are_too_small_are_refused() => Assert.Throws<ArgumentException>(() => LeNet5.Create(size: 12));

    [Fact]
    public void It_learns_a_batch_by_heart()
    {
        Sequential net = LeNet5.Create(norm: c => new BatchNorm2d(c), normFlat: c => new BatchNorm1d(c), seed: 1);
        var optimizer = new Sgd(net.Parameters(), 0.05f, momentum: 0.9f);
        Tensor x = Tensor.Randn([10, 3, 32, 32], seed: 2);
        int[] labels = [.. Enumerable.Range(0, 10)];
        float loss = 0;
        for (int step = 0; step < 8; step++)
        {
            optimizer.ZeroGrad();
            Tensor cost = Loss.CrossEntropy(net.Forward(x), labels);
            cost.Backward();
            optimizer.Step();
            loss = cost.Item();
        }
        Assert.InRange(loss, 0, 0.1);
        Assert.Equal(labels, net.Forward(x).ArgMax(1));
    }
}
