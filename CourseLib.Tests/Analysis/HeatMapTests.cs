using CourseLib.Activations;
using CourseLib.Analysis;
using CourseLib.Layers;
using CourseLib.Models;
using CourseLib.Tensors;

namespace CourseLib.Tests.Analysis;

public class HeatMapTests
{
    private static readonly Tensor Images = Tensor.Randn([2, 3, 8, 6], seed: 1);

    private static Sequential Net() => new(new Conv2d(3, 5, 3, padding: 1, seed: 2), new Tanh(), new GlobalAvgPool2d(), new Linear(5, 4, seed: 3));

    [Fact]
    public void The_mean_of_a_class_activation_map_is_the_logit_without_its_bias()
    {
        Sequential net = Net();
        var head = (Linear)net[3];
        Tensor map = Cam.Of(ActivationCapture.Of(net, Images, "1")["1"], head.Weight, 3, 1), logits = net.Forward(Images);
        Assert.Equal([2, 8, 6], map.Shape);
        Assert.Equal(logits[0, 3] - head.Bias![3], map[0, .., ..].Mean().Item(), 1e-5);
        Assert.Equal(logits[1, 1] - head.Bias![1], map[1, .., ..].Mean().Item(), 1e-5);
    }

    [Fact]
    public void Grad_CAM_is_the_positive_part_of_CAM_where_the_network_ends_with_pooling_and_one_layer()
    {
        Sequential net = Net();
        Tensor cam = Cam.Of(ActivationCapture.Of(net, Images, "1")["1"], ((Linear)net[3]).Weight, 0, 2);
        Tensor found = Cam.Grad(net, Images, "1", 0, 2);
        Assert.True(found.AllClose(cam.Relu() / 48f, 1e-4f, 1e-6f));
    }

    [Fact]
    public void The_network_is_left_as_it_was()
    {
        ResNet net = ResNet.Create(18, 4, seed: 1);
        Dictionary<string, Tensor> before = net.StateDict();
        Tensor images = Tensor.Randn([2, 3, 32, 32], seed: 1);
        Assert.Equal([2, 1, 1], Cam.Grad(net, images, "layer4", 0, 2).Shape);
        Assert.Equal([2, 32, 32], Saliency.Map(net, images, 1, 2).Shape);
        Saliency.SmoothGrad(net, images, [0, 3], samples: 2);
        Assert.All(net.StateDict(), entry => Assert.Equal(before[entry.Key].ToArray(), entry.Value.ToArray()));
        Assert.All(net.Parameters(), parameter => Assert.True(parameter.RequiresGrad && parameter.Grad is null));
        Assert.True(net.Training);
        Assert.Null(images.Grad);
    }

    [Fact]
    public void The_saliency_of_a_linear_network_is_its_weight_with_and_without_noise()
    {
        var net = new Sequential(new Flatten(), new Linear(3 * 8 * 6, 4, seed: 5));
        Tensor rows = ((Linear)net[1]).Weight.IndexSelect(0, [2, 0]).Reshape(2, 3, 8, 6);
        Assert.Equal(rows.ToArray(), Saliency.InputGradient(net, Images, 2, 0).ToArray());
        Assert.True(Saliency.SmoothGrad(net, Images, [2, 0], samples: 5).AllClose(rows, 1e-5f, 1e-7f));
        Assert.Equal(rows.Abs().Max([1]).ToArray(), Saliency.Map(net, Images, 2, 0).ToArray());
    }

    [Fact]
    public void The_noise_of_an_image_does_not_depend_on_its_neighbours_contrast()
    {
        Squares net = new();
        Tensor image = Tensor.Randn([1, 3, 8, 6], seed: 4);
        float[] Beside(float contrast) => Saliency.SmoothGrad(net, Tensor.Concat([image, contrast * image], 0), [1, 1], samples: 1).Slice(0, 0, 1).ToArray();
        Assert.Equal(Beside(1), Beside(100));
    }

    /// <summary>Its gradient depends on where it is taken.</summary>
    private sealed class Squares : Module
    {
        private readonly Linear head = new(3, 2, seed: 8);

        public override Tensor Forward(Tensor x) => head.Forward(Functional.GlobalAvgPool2d(x.Square()));
    }

    [Fact]
    public void Other_weights_give_another_map()
    {
        float[] a = Saliency.Map(CifarResNet.Create(8, seed: 1), Images, 0, 1).ToArray(), b = Saliency.Map(CifarResNet.Create(8, seed: 2), Images, 0, 1).ToArray();
        Assert.InRange(MathNet.Numerics.Statistics.Correlation.Pearson(a.Select(value => (double)value), b.Select(value => (double)value)), -0.6, 0.6);
    }

    [Fact]
    public void Enlarging_keeps_constants_and_is_linear_between_the_centres()
    {
        Assert.All(Cam.Enlarge(Tensor.Full([2, 3, 2], 4), 7, 9).ToArray(), value => Assert.Equal(4, value, 1e-5));
        Assert.Equal([0, 0.25f, 0.75f, 1], Cam.Enlarge(Tensor.From([0, 1], 1, 1, 2), 1, 4).ToArray());
        Assert.Equal([3, 3, 3, 3], Cam.Enlarge(Tensor.From([3], 1, 1, 1), 2, 2).ToArray());
    }

    [Fact]
    public void Classes_and_layers_that_are_not_there_are_refused()
    {
        Assert.Contains("give one for each", Assert.Throws<ArgumentException>(() => Saliency.Map(Net(), Images, 1)).Message);
        Assert.Contains("class 4 at index 1", Assert.Throws<ArgumentException>(() => Cam.Grad(Net(), Images, "1", 1, 4)).Message);
        Assert.Throws<ArgumentException>(() => Cam.Grad(Net(), Images, "9", 1, 1));
        Assert.Throws<ArgumentException>(() => Cam.Grad(Net(), Images, "3", 1, 1));
        Assert.Throws<ArgumentException>(() => Cam.Of(Tensor.Zeros(1, 3, 2, 2), Tensor.Zeros(4, 2), 0));
        Assert.Throws<ArgumentException>(() => Saliency.SmoothGrad(Net(), Images, [0, 1], noise: -1));
    }
}
