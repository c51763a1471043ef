using CourseLib.Activations;
using CourseLib.Autograd;
using CourseLib.Layers;
using CourseLib.Models;
using CourseLib.Norms;
using CourseLib.Tensors;

namespace CourseLib.Tests.Layers;

/// <summary>A ReLU is computed with the layer before it where nobody looks between them, and nobody can tell.</summary>
public class RectifiedTests
{
    private static readonly (string Name, Func<Module> Make, int[] Input)[] Layers =
    [
        ("norm of images", () => new BatchNorm2d(4), [5, 4, 6, 7]),
        ("norm of pixels", () => new BatchNorm2d(20), [3, 20, 1, 1]),
        ("norm of large images", () => new BatchNorm2d(3), [2, 3, 40, 40]),
        ("norm of rows", () => new BatchNorm1d(33), [9, 33]),
        ("norm of sequences", () => new BatchNorm1d(5), [4, 5, 11]),
        ("norm without an affine part", () => new BatchNorm2d(4, affine: false), [5, 4, 6, 7]),
        ("convolution of LeNet", () => new Conv2d(3, 20, 5, seed: 1), [3, 3, 32, 32]),
        ("convolution of small images", () => new Conv2d(16, 70, 3, padding: 1, seed: 1), [5, 16, 5, 5]),
        ("convolution by Winograd", () => new Conv2d(16, 16, 3, padding: 1, seed: 1), [2, 16, 18, 17]),
        ("convolution 1×1", () => new Conv2d(24, 40, 1, bias: false, seed: 1), [2, 24, 9, 9]),
        ("strided convolution", () => new Conv2d(4, 9, 3, stride: 2, padding: 1, seed: 1), [3, 4, 11, 13]),
        ("grouped convolution", () => new Conv2d(8, 12, (3, 2), groups: 4, dilation: 2, seed: 1), [2, 8, 12, 12]),
        ("depthwise convolution", () => new Conv2d(6, 6, 3, padding: 1, groups: 6, seed: 1), [2, 6, 14, 14]),
        ("reflected convolution", () => new Conv2d(2, 5, 3, padding: 2, paddingMode: PaddingMode.Reflect, seed: 1), [2, 2, 8, 8]),
        ("convolution of a large image", () => new Conv2d(3, 8, 7, padding: 3, seed: 1), [1, 3, 120, 90]),
        ("convolution of nothing", () => new Conv2d(3, 8, 3, seed: 1), [0, 3, 8, 8]),
        ("linear", () => new Linear(50, 33, seed: 1), [7, 50]),
        ("linear of rows of rows", () => new Linear(6, 5, bias: false, seed: 1), [2, 3, 6]),
    ];

    public static IEnumerable<object[]> Names => Layers.Select(layer => new object[] { layer.Name });

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_differs_from_one_after_the_other(string name)
    {
        (Tensor y, Tensor[] gradients, Module layer) = Run(name, looked: false);
        (Tensor expected, Tensor[] expectedGradients, Module expectedLayer) = Run(name, looked: true);
        Assert.Equal(expected.Shape, y.Shape);
        Assert.Equal(expected.ToArray(), y.ToArray());
        Assert.Equal(expectedGradients.Select(gradient => gradient.ToArray()), gradients.Select(gradient => gradient.ToArray()));
        Assert.Equal(expectedLayer.Buffers().Select(buffer => buffer.ToArray()), layer.Buffers().Select(buffer => buffer.ToArray()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_one_step_of_the_graph_and_two_where_somebody_looks(string name)
    {
        (_, Func<Module> make, int[] input) = Layers.Single(layer => layer.Name == name);
        var net = new Sequential(make(), new ReLU());
        Tensor x = Tensor.Randn(input, seed: 1);
        x.RequiresGrad = true;
        Assert.DoesNotContain("Relu", Operations(net.Forward(x)));
        Tensor? between = null, behind = null;
        using (net[0].OnForward((_, y) => between = y))
        using (net[1].OnForward((_, y) => behind = y))
        {
            Tensor y = net.Forward(x);
            Assert.Contains("Relu", Operations(y));
            Assert.Same(y, behind);
        }
        Assert.Equal(between!.Relu().ToArray(), behind!.ToArray());
        Assert.DoesNotContain("Relu", Operations(net.Forward(x)));
    }

    [Theory]
    [InlineData("norm"), InlineData("convolution"), InlineData("linear")]
    public void Gradients_agree_with_differences(string kind)
    {
        Module layer = kind switch
        {
            "norm" => new BatchNorm2d(3),
            "convolution" => new Conv2d(3, 2, 2, seed: 1),
            _ => new Linear(2, 3, seed: 1),
        };
        if (layer is BatchNorm2d norm)
        {
            norm.Weight!.CopyFrom(Tensor.From([1.5f, -0.5f, 2]));
            norm.Bias!.CopyFrom(Tensor.From([0.3f, 0.1f, -0.4f]));
        }
        // Differences across the bend are no derivative of either side.
        Tensor x = Enumerable.Range(1, 1000).Select(seed => Tensor.Randn(kind == "linear" ? [4, 2] : [3, 3, 2, 2], seed: seed)).First(x => layer.Forward(x).ToArray().All(value => Math.Abs(value) > 0.1));
        var net = new Sequential(layer, new ReLU());
        GradCheckResult result = GradCheck.Run(inputs => net.Forward(inputs[0]), x);
        Assert.True(result.Passed, result.ToString());
    }

    [Fact]
    public void In_evaluation_the_running_averages_count()
    {
        var net = new Sequential(new BatchNorm2d(2), new ReLU());
        net.Forward(Tensor.Randn([4, 2, 3, 3], seed: 1));
        net.Eval();
        Tensor x = Tensor.Randn([1, 2, 1, 1], seed: 2) * 3f;
        Assert.Equal(((BatchNorm2d)net[0]).Forward(x).Relu().ToArray(), net.Forward(x).ToArray());
    }

    [Fact]
    public void What_the_gradient_needs_must_not_change_before_the_backward()
    {
        var norm = new BatchNorm2d(2);
        Tensor y = new Sequential(norm, new ReLU()).Forward(Tensor.Randn([4, 2, 3, 3], seed: 1));
        using (NoGrad.Begin()) norm.Bias!.Fill(1);
        Assert.Contains("changed in place", Assert.Throws<InvalidOperationException>(() => y.Sum().Backward()).Message);
    }

    [Fact]
    public void Whole_networks_train_with_the_same_bits()
    {
        Assert.Equal(Gradients(CifarResNet.Create(8, width: 4, seed: 3), 16, looked: true), Gradients(CifarResNet.Create(8, width: 4, seed: 3), 16, looked: false));
        Assert.Equal(Gradients(LeNet5.Create(seed: 3), 32, looked: true), Gradients(LeNet5.Create(seed: 3), 32, looked: false));

        static float[] Gradients(Module net, int size, bool looked)
        {
            var looks = new List<IDisposable>();
            if (looked) looks.AddRange(net.NamedModules().Select(part => part.Module.OnForward((_, _) => { })));
            net.Forward(Tensor.Randn([2, 3, size, size], seed: 5)).Square().Sum().Backward();
            looks.ForEach(look => look.Dispose());
            return [.. net.Parameters().SelectMany(parameter => parameter.Grad!.ToArray())];
        }
    }

    private static IEnumerable<string?> Operations(Tensor y) => ComputationGraph.Of(y).Select(node => node.Operation);

    private static (Tensor Y, Tensor[] Gradients, Module Layer) Run(string name, bool looked)
    {
        (_, Func<Module> make, int[] input) = Layers.Single(candidate => candidate.Name == name);
        Module layer = make();
        using (NoGrad.Begin())
            foreach (Tensor parameter in layer.Parameters()) parameter.CopyFrom(Tensor.Randn(parameter.Shape, seed: 7));
        var net = new Sequential(layer, new ReLU());
        Tensor x = Tensor.Randn(input, seed: 8);
        x.RequiresGrad = true;
        using IDisposable? look = looked ? layer.OnForward((_, _) => { }) : null;
        Tensor y = net.Forward(x);
        (y * Tensor.Randn(y.Shape, seed: 9)).Sum().Backward();
        return (y, [x.Grad!, .. layer.Parameters().Select(parameter => parameter.Grad!)], layer);
    }
}
