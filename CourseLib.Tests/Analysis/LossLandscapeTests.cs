using CourseLib.Analysis;
using CourseLib.Autograd;
using CourseLib.Layers;
using CourseLib.Losses;
using CourseLib.Models;
using CourseLib.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace CourseLib.Tests.Analysis;

public class LossLandscapeTests
{
    private static readonly Tensor Images = Tensor.Randn([6, 3, 8, 8], seed: 1);
    private static readonly int[] Labels = [0, 1, 2, 3, 4, 5];

    [Fact]
    public void Every_filter_of_a_direction_is_as_long_as_the_networks_and_biases_and_norms_do_not_move()
    {
        Sequential net = CifarResNet.Create(8, seed: 1);
        IReadOnlyList<Tensor> direction = LossLandscape.Direction(net, seed: 2);
        foreach ((Tensor parameter, Tensor along) in net.Parameters().Zip(direction))
        {
            Assert.Equal(parameter.Shape, along.Shape);
            if (parameter.Rank < 2) Assert.All(along.ToArray(), value => Assert.Equal(0, value));
            else
                for (int filter = 0; filter < parameter.Shape[0]; filter++)
                    Assert.Equal(parameter.Select(0, filter).Norm().Item(), along.Select(0, filter).Norm().Item(), 1e-4);
        }
        Assert.NotEqual(direction[0].ToArray(), LossLandscape.Direction(net, seed: 3)[0].ToArray());
    }

    [Fact]
    public void Scaling_a_filter_before_a_norm_does_not_change_the_curve()
    {
        Sequential net = CifarResNet.Create(8, seed: 1);
        net.Train();
        double[] Curve() => LossLandscape.Line(net, LossLandscape.Direction(net, 4), [-0.5f, 0, 0.5f], () => NoGrad.Run(() => Loss.CrossEntropy(net.Forward(Images), Labels).Item()));
        double[] before = Curve();
        using (NoGrad.Begin()) net.Parameters().First().CopyFrom(net.Parameters().First() * 10f);
        double[] after = Curve();
        for (int index = 0; index < before.Length; index++) Assert.Equal(before[index], after[index], 1e-3);
    }

    [Fact]
    public void A_line_and_a_surface_show_the_loss_and_put_the_parameters_back()
    {
        var net = new Linear(2, 1, bias: false, seed: 1);
        using (NoGrad.Begin()) net.Weight.CopyFrom(Tensor.From([[3, 4]]));
        Tensor[] x = [Tensor.From([[1, 0]])], y = [Tensor.From([[0, 1]])];
        double SquaredLength() => net.Weight[0, 0] * net.Weight[0, 0] + 10 * net.Weight[0, 1];
        Assert.Equal([49, 65], LossLandscape.Line(net, x, [0, 2], SquaredLength));
        double[,] surface = LossLandscape.Surface(net, x, y, [0, 1, 2], [0, -1], SquaredLength);
        Assert.Equal(new double[,] { { 49, 56, 65 }, { 39, 46, 55 } }, surface);
        Assert.Equal([3, 4], net.Weight.ToArray());
        Assert.Throws<InvalidOperationException>(() => LossLandscape.Line(net, x, [1], () => throw new InvalidOperationException()));
        Assert.Equal([3, 4], net.Weight.ToArray());
        Assert.Throws<ArgumentException>(() => LossLandscape.Line(net, [], [1], () => 0));
        Assert.Throws<ArgumentException>(() => LossLandscape.Surface(net, x, [Tensor.Zeros(2)], [1], [1], () => 0));
    }

    [Fact]
    public void The_top_eigenvalue_is_the_one_of_largest_size_with_its_sign()
    {
        var net = new Linear(4, 1, bias: false, seed: 1);
        Tensor curvatures = Tensor.From([1, -7, 3, 0.5f]);
        Tensor gradient = Tensor.Ones(1, 4);
        net.Weight.Grad = gradient;
        float[] before = net.Weight.ToArray();
        (double value, IReadOnlyList<Tensor> vector) = Hessian.TopEigenvalue(net, () => (net.Weight.Square() * curvatures).Sum() * 0.5f, tolerance: 1e-6);
        Assert.Equal(-7, value, 1e-2);
        Assert.Equal(1, Math.Abs(vector[0][0, 1]), 1e-2);
        Assert.Equal(before, net.Weight.ToArray());
        Assert.Same(gradient, net.Weight.Grad);
    }

    [Fact]
    public void The_eigenvalue_of_least_squares_is_that_of_the_inputs_moments()
    {
        Tensor x = Tensor.Randn([40, 3], seed: 1) * Tensor.From([1, 2, 3]), target = Tensor.Randn([40, 1], seed: 2);
        var net = new Linear(3, 1, bias: false, seed: 3);
        double expected = (x.T.MatMul(x) * (2 / 40f)).ToMathNetMatrix().ToDouble().Evd(Symmetricity.Symmetric).EigenValues.Max(number => number.Real);
        Assert.Equal(expected, Hessian.TopEigenvalue(net, () => Loss.MeanSquaredError(net.Forward(x), target), iterations: 100, tolerance: 1e-6).Value, 0.01 * expected);
    }
}
