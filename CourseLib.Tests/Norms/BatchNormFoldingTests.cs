using CourseLib.Activations;
using CourseLib.Layers;
using CourseLib.Norms;
using CourseLib.Tensors;

namespace CourseLib.Tests.Norms;

public class BatchNormFoldingTests
{
    public static TheoryData<string> Convolutions => [.. Cases.Keys];

    private static Dictionary<string, Conv2d> Cases => new()
    {
        ["plain"] = new Conv2d(3, 4, 3, seed: 1),
        ["without bias"] = new Conv2d(3, 4, 3, padding: 1, bias: false, seed: 2),
        ["groups"] = new Conv2d(6, 4, (3, 2), groups: 2, bias: false, seed: 3),
        ["depthwise"] = new Conv2d(4, 4, 3, stride: 2, padding: 1, groups: 4, seed: 4),
        ["dilation"] = new Conv2d(2, 4, 3, stride: (1, 2), padding: (2, 1), dilation: (2, 1), seed: 5),
    };

    [Theory, MemberData(nameof(Convolutions))]
    public void A_folded_convolution_equals_the_two_layers(string name)
    {
        Conv2d convolution = Cases[name];
        BatchNorm2d norm = Trained(new BatchNorm2d(4));
        Tensor x = Tensor.Randn([2, convolution.Weight.Shape[1] * convolution.Groups, 7, 8], seed: 6);
        Conv2d folded = BatchNormFolding.Fold(convolution, norm);
        AssertSame(norm.Forward(convolution.Forward(x)), folded.Forward(x));
        Assert.NotNull(folded.Bias);
        Assert.Equal(convolution.Groups, folded.Groups);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_folded_linear_layer_equals_the_two_layers(bool bias)
    {
        var linear = new Linear(5, 3, bias, seed: 1);
        BatchNorm1d norm = Trained(new BatchNorm1d(3));
        Tensor x = Tensor.Randn([4, 5], seed: 2);
        AssertSame(norm.Forward(linear.Forward(x)), BatchNormFolding.Fold(linear, norm).Forward(x));
    }

    [Fact]
    public void A_tiny_variance_and_no_affine_part_fold_too()
    {
        var convolution = new Conv2d(2, 3, 1, seed: 1);
        var norm = new BatchNorm2d(3, affine: false);
        norm.RunningVar!.CopyFrom(Tensor.From([1e-12f, 0, 1e-5f]));
        norm.RunningMean!.CopyFrom(Tensor.From([0.1f, -0.2f, 0.3f]));
        norm.Eval();
        Tensor x = Tensor.Randn([2, 2, 3, 3], seed: 2);
        AssertSame(norm.Forward(convolution.Forward(x)), BatchNormFolding.Fold(convolution, norm).Forward(x));
    }

    [Fact]
    public void Every_pair_of_a_chain_is_folded_and_nothing_else()
    {
        var relu = new ReLU();
        var chain = new Sequential(
            new Conv2d(2, 4, 3, bias: false, seed: 1), Trained(new BatchNorm2d(4)), relu,
            new Sequential(new Conv2d(4, 3, 3, seed: 2), Trained(new BatchNorm2d(3)), Trained(new BatchNorm2d(3))),
            new Flatten(), new Linear(27, 6, seed: 3), Trained(new BatchNorm1d(6)), new Linear(6, 2, seed: 4));
        chain.Eval();
        Dictionary<string, Tensor> before = chain.StateDict();
        Tensor x = Tensor.Randn([3, 2, 7, 7], seed: 5), expected = chain.Forward(x);

        Sequential folded = BatchNormFolding.Fold(chain);

        AssertSame(expected, folded.Forward(x));
        Assert.Equal([typeof(Conv2d), typeof(ReLU), typeof(Sequential), typeof(Flatten), typeof(Linear), typeof(Linear)], folded.Children.Select(child => child.Module.GetType()));
        Assert.IsType<Conv2d>(Assert.Single(((Sequential)folded[2]).Children).Module);
        Assert.Same(relu, folded[1]);
        Assert.All(folded.NamedModules(), part => Assert.False(part.Module.Training));
        foreach ((string name, Tensor value) in chain.StateDict()) Assert.Equal(before[name].ToArray(), value.ToArray());
    }

    [Fact]
    public void A_folded_chain_keeps_the_names_of_its_parts()
    {
        var chain = new Sequential(("conv1", new Conv2d(1, 2, 3, seed: 1)), ("bn1", Trained(new BatchNorm2d(2))), ("body", new Sequential(new ReLU(), new Flatten())), ("fc", new Linear(18, 3, seed: 2)), ("bn2", Trained(new BatchNorm1d(3))));
        Sequential folded = BatchNormFolding.Fold(chain);
        Assert.Equal(["conv1", "body", "fc"], folded.Children.Select(child => child.Name));
        Assert.Equal(["conv1.weight", "conv1.bias", "fc.weight", "fc.bias"], folded.StateDict().Keys);
        Assert.Equal(["0", "1"], BatchNormFolding.Fold(new Sequential(new Conv2d(1, 2, 3, seed: 1), Trained(new BatchNorm2d(2)), new ReLU())).Children.Select(child => child.Name));
        Assert.Equal(["2"], BatchNormFolding.Fold(new Sequential(("2", new Conv2d(1, 2, 3, seed: 1)), ("3", Trained(new BatchNorm2d(2))))).Children.Select(child => child.Name));
    }

    [Fact]
    public void Folding_passes_on_every_setting_of_a_convolution()
    {
        // A setting that is new here must be passed on by Fold(Conv2d, BatchNorm2d), or folded networks lose it without a word.
        string[] passedOn = ["inChannels", "outChannels", "kernel", "stride", "padding", "dilation", "groups", "bias", "seed", "paddingMode"];
        Assert.Equal(passedOn, typeof(Conv2d).GetConstructors().Single().GetParameters().Select(parameter => parameter.Name));
        var convolution = new Conv2d(4, 6, (3, 2), stride: (2, 1), padding: (1, 0), dilation: (1, 2), groups: 2, seed: 1, paddingMode: PaddingMode.Reflect);
        Assert.Equal(convolution.ToString(), BatchNormFolding.Fold(convolution, new BatchNorm2d(6)).ToString());
        var same = new Conv2d(4, 6, 2, padding: "same", seed: 1);
        Assert.Equal(same.ToString(), BatchNormFolding.Fold(same, new BatchNorm2d(6)).ToString());
    }

    [Fact]
    public void What_cannot_be_folded_is_refused()
    {
        Assert.Contains("4 outputs", Assert.Throws<ArgumentException>(() => BatchNormFolding.Fold(new Conv2d(2, 4, 3, seed: 1), new BatchNorm2d(3))).Message);
        Assert.Contains("no running averages", Assert.Throws<ArgumentException>(() => BatchNormFolding.Fold(new Linear(2, 4, seed: 1), new BatchNorm1d(4, trackRunningStats: false))).Message);
    }

    /// <summary>With parameters and running averages of all sizes and signs, in evaluation.</summary>
    private static T Trained<T>(T norm)
        where T : BatchNorm
    {
        int features = norm.Features;
        norm.Weight!.CopyFrom(Tensor.Randn([features], seed: 11));
        norm.Bias!.CopyFrom(Tensor.Randn([features], seed: 12));
        norm.RunningMean!.CopyFrom(Tensor.Randn([features], seed: 13));
        norm.RunningVar!.CopyFrom(Tensor.Rand([features], seed: 14, 0.01f, 3));
        norm.Eval();
        return norm;
    }

    private static void AssertSame(Tensor expected, Tensor actual) => Assert.True(actual.AllClose(expected, 1e-4f, 1e-4f * expected.Abs().Max().Item()));
}
