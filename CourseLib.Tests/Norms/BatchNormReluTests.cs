using CourseLib.Activations;
using CourseLib.Autograd;
using CourseLib.Layers;
using CourseLib.Models;
using CourseLib.Norms;
using CourseLib.Tensors;

namespace CourseLib.Tests.Norms;

/// <summary>A ReLU behind batch normalisation is computed with it where nobody looks between them, and nobody can tell.</summary>
public class BatchNormReluTests
{
    private static readonly int[][] Shapes = [[5, 4, 6, 7], [3, 20, 1, 1], [9, 33], [4, 5, 11], [2, 3, 40, 40]];

    public static IEnumerable<object[]> Cases => Enumerable.Range(0, Shapes.Length).SelectMany(shape => new object[][] { [shape, true], [shape, false] });

    [Theory]
    [MemberData(nameof(Cases))]
    public void Nothing_differs_from_one_after_the_other(int shape, bool affine)
    {
        (Tensor y, Tensor[] gradients, Module norm) = Run(Shapes[shape], affine, looked: false);
        (Tensor expected, Tensor[] expectedGradients, Module expectedNorm) = Run(Shapes[shape], affine, looked: true);
        Assert.Equal(expected.ToArray(), y.ToArray());
        Assert.Equal(expectedGradients.Select(gradient => gradient.ToArray()), gradients.Select(gradient => gradient.ToArray()));
        Assert.Equal(expectedNorm.Buffers().Select(buffer => buffer.ToArray()), norm.Buffers().Select(buffer => buffer.ToArray()));
    }

    [Fact]
    public void Gradients_agree_with_differences()
    {
        var norm = new BatchNorm2d(3);
        norm.Weight!.CopyFrom(Tensor.From([1.5f, -0.5f, 2]));
        norm.Bias!.CopyFrom(Tensor.From([0.3f, 0.1f, -0.4f]));
        var net = new Sequential(norm, new ReLU());
        // Differences across the bend are no derivative of either side.
        Tensor x = Enumerable.Range(1, 1000).Select(seed => Tensor.Randn([3, 3, 2, 2], seed: seed)).First(x => norm.Forward(x).ToArray().All(value => Math.Abs(value) > 0.1));
        GradCheckResult result = GradCheck.Run(inputs => net.Forward(inputs[0]), x);
        Assert.True(result.Passed, result.ToString());
    }

    [Fact]
    public void It_is_one_step_of_the_graph_and_two_where_somebody_looks()
    {
        var net = new Sequential(new BatchNorm2d(3), new ReLU());
        Tensor x = Tensor.Randn([4, 3, 5, 5], seed: 1);
        Assert.Contains("BatchNormRelu", Operations(net.Forward(x)));
        Tensor? between = null, behind = null;
        using (net[0].OnForward((_, y) => between = y))
        using (net[1].OnForward((_, y) => behind = y))
        {
            Tensor y = net.Forward(x);
            Assert.DoesNotContain("BatchNormRelu", Operations(y));
            Assert.Same(y, behind);
        }
        Assert.Contains(between!.ToArray(), value => value < 0);
        Assert.Equal(between.Relu().ToArray(), behind!.ToArray());
        Assert.Contains("BatchNormRelu", Operations(net.Forward(x)));
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
    public void A_change_of_beta_before_the_backward_is_refused()
    {
        var norm = new BatchNorm2d(2);
        Tensor y = new Sequential(norm, new ReLU()).Forward(Tensor.Randn([4, 2, 3, 3], seed: 1));
        using (NoGrad.Begin()) norm.Bias!.Fill(1);
        Assert.Contains("changed in place", Assert.Throws<InvalidOperationException>(() => y.Sum().Backward()).Message);
    }

    [Fact]
    public void Residual_networks_train_with_the_same_bits()
    {
        float[] Trained(bool looked)
        {
            Sequential net = CifarResNet.Create(8, width: 4, seed: 3);
            var seen = new List<IDisposable>();
            if (looked) seen.AddRange(net.NamedModules().Select(part => part.Module.OnForward((_, _) => { })));
            net.Forward(Tensor.Randn([2, 3, 16, 16], seed: 5)).Square().Sum().Backward();
            seen.ForEach(look => look.Dispose());
            return [.. net.Parameters().SelectMany(parameter => parameter.Grad!.ToArray())];
        }
        Assert.Equal(Trained(looked: true), Trained(looked: false));
    }

    private static IEnumerable<string?> Operations(Tensor y) => ComputationGraph.Of(y).Select(node => node.Operation);

    private static (Tensor Y, Tensor[] Gradients, Module Norm) Run(int[] shape, bool affine, bool looked)
    {
        Module norm = shape.Length == 4 ? new BatchNorm2d(shape[1], affine: affine) : new BatchNorm1d(shape[1], affine: affine);
        foreach (Tensor parameter in norm.Parameters()) parameter.CopyFrom(Tensor.Randn(parameter.Shape, seed: 7));
        var net = new Sequential(norm, new ReLU());
        Tensor x = Tensor.Randn(shape, seed: 8);
        x.RequiresGrad = true;
        using IDisposable? look = looked ? norm.OnForward((_, _) => { }) : null;
        Tensor y = net.Forward(x);
        (y * Tensor.Randn(shape, seed: 9)).Sum().Backward();
        return (y, [x.Grad!, .. norm.Parameters().Select(parameter => parameter.Grad!)], norm);
    }
}
