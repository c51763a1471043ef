using CourseLib.Layers;
using CourseLib.Models;
using CourseLib.Tensors;
using static CourseLib.Tests.Golden.GoldenValues;

namespace CourseLib.Tests.Models;

public class GoldenBlockTests
{
    // Seen: 6.4e-7 of the largest element for results, buffers and the input's gradient, and 2.8e-6 for parameters (of a non-local block); the rest is room for other widths of vectors.
    private const double Relative = 3e-6, RelativeGradient = 1e-5;

    private static readonly Dictionary<string, Func<Module>> Blocks = new()
    {
        ["BasicBlock"] = () => new BasicBlock(5, 5),
        ["BasicBlock, projection"] = () => new BasicBlock(4, 6, 2),
        ["BasicBlock, padding"] = () => new BasicBlock(4, 7, 2, Shortcut.Padding),
        ["BasicBlock, gated"] = () => new BasicBlock(4, 8, 2, gate: channels => new SqueezeExcite(channels, 4)),
        ["Bottleneck"] = () => new Bottleneck(12, 3),
        ["Bottleneck, projection"] = () => new Bottleneck(6, 3, 2),
        ["InvertedResidual"] = () => new InvertedResidual(4, 4),
        ["InvertedResidual, stride 2"] = () => new InvertedResidual(4, 6, 2, 3),
        ["InvertedResidual, no expansion"] = () => new InvertedResidual(4, 3, 1, 1),
        ["SqueezeExcite"] = () => new SqueezeExcite(8, 4),
        ["MultiHeadAttention"] = () => new MultiHeadAttention(12, 3),
        ["TransformerBlock"] = () => new TransformerBlock(8, 2, 16),
        ["NonLocalBlock"] = () => new NonLocalBlock(6),
        ["DenseBlock"] = () => new DenseBlock(5, 3, 2),
        ["ShuffleUnitV2"] = () => new ShuffleUnitV2(8, 8),
        ["ShuffleUnitV2, stride 2"] = () => new ShuffleUnitV2(6, 10, 2),
    };

    public static TheoryData<string> Names => [.. Blocks.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Results_gradients_and_running_averages_are_those_of_PyTorch(string name)
    {
        Module block = Blocks[name]();
        block.LoadStateDict(Under($"block {name}/before/"));
        Tensor x = Of($"block {name}/x");
        x.RequiresGrad = true;

        Tensor y = block.Forward(x);
        y.Backward(Of($"block {name}/upstream"));

        AssertClose("the result", Of($"block {name}/y"), y, Relative);
        AssertClose("the input's gradient", Of($"block {name}/dx"), x.Grad, Relative);
        Dictionary<string, Tensor> gradients = Under($"block {name}/gradient/"), buffers = Under($"block {name}/buffer/");
        Assert.Equal(gradients.Keys.Order(), block.NamedParameters().Select(parameter => parameter.Name).Order());
        double largest = gradients.Values.Max(Largest);
        foreach ((string parameter, Tensor value) in block.NamedParameters())
        {
            // The gradient of a bias before a norm is 0 but for rounding, which is that of its large parts; a small one has such parts, too.
            double own = Largest(gradients[parameter]), scale = own > 1e-9 * largest ? Math.Max(own, 0.1 * largest) : largest;
            float difference = value.Grad!.MaxDifference(gradients[parameter]);
            Assert.True(difference <= RelativeGradient * scale, $"the gradient of {parameter} differs from PyTorch's by {difference:R}");
        }
        foreach ((string buffer, Tensor value) in block.NamedBuffers()) AssertClose(buffer, buffers[buffer], value, Relative);
        block.Eval();
        AssertClose("the evaluation", Of($"block {name}/evaluated"), block.Forward(x), Relative);
    }

    private static double Largest(Tensor tensor) => tensor.ToArray().Max(Math.Abs);
}
