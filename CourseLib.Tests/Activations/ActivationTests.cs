using CourseLib.Activations;
using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Tests.Activations;

public class ActivationTests
{
    private static float[] Gradient(Func<Tensor, Tensor> f, params float[] numbers)
    {
        Tensor x = Tensor.From(numbers.AsSpan());
        x.RequiresGrad = true;
        f(x).Sum().Backward();
        return x.Grad!.ToArray();
    }

    [Fact]
    public void The_steepest_slope_of_the_sigmoid_is_a_quarter_and_of_tanh_one()
    {
        float[] grid = [.. Enumerable.Range(-400, 801).Select(step => step * 0.02f)];
        Assert.Equal(0.25f, Gradient(x => x.Sigmoid(), grid).Max());
        Assert.Equal(1, Gradient(x => x.Tanh(), grid).Max());
        Assert.All(Gradient(x => x.Sigmoid(), -1000, 1000), slope => Assert.Equal(0, slope));
        Assert.All(Gradient(x => x.Tanh(), -1000, 1000), slope => Assert.Equal(0, slope));
    }

    [Fact]
    public void At_a_kink_the_gradient_is_PyTorchs()
    {
        Assert.Equal([0], Gradient(x => x.Relu(), 0));
        Assert.Equal([0.3f], Gradient(x => Functional.LeakyReLU(x, 0.3f), 0));
        Assert.Equal([1], Gradient(x => Functional.ELU(x), 0));
        Assert.Equal([0, 0], Gradient(Functional.ReLU6, 0, 6));
        Assert.Equal([0, 1], Gradient(Functional.Hardswish, -3, 3));
    }

    [Fact]
    public void The_binary_step_teaches_nothing()
    {
        Assert.Equal([0, 1, 1], Functional.BinaryStep(Tensor.From([-0.1f, 0, 2])).ToArray());
        Assert.Equal([0, 0, 0], Gradient(Functional.BinaryStep, -0.1f, 0, 2));
    }

    [Fact]
    public void Randomised_slopes_are_seeded_within_their_range_and_fixed_in_evaluation()
    {
        Tensor x = Tensor.Full([20_000], -1);
        x.RequiresGrad = true;
        var layer = new RReLU(0.1f, 0.5f, seed: 3);
        Tensor y = layer.Forward(x);
        Assert.All(y.ToArray(), value => Assert.InRange(value, -0.5f, -0.1f));
        Assert.Equal(-0.3f, y.Mean().Item(), 0.01f);
        y.Sum().Backward();
        Assert.Equal((-y).ToArray(), x.Grad!.ToArray());
        Assert.Equal(y.ToArray(), new RReLU(0.1f, 0.5f, seed: 3).Forward(x).ToArray());
        Assert.NotEqual(y.ToArray(), layer.Forward(x).ToArray());
        layer.Eval();
        Assert.All(layer.Forward(x).ToArray(), value => Assert.Equal(-0.3f, value, 1e-6f));
        Assert.Equal([2, 5], new RReLU().Forward(Tensor.From([2, 5])).ToArray());
    }

    [Fact]
    public void PReLU_trains_its_slopes()
    {
        var layer = new PReLU(2);
        layer.Forward(Tensor.From([[-1, -2], [3, -4]])).Sum().Backward();
        Assert.Equal([-1, -6], layer.Weight.Grad!.ToArray());
        Assert.Equal("weight", layer.NamedParameters().Single().Name);
        Assert.Equal(-0.5f, new PReLU().Forward(Tensor.Scalar(-2)).Item());
    }

    [Fact]
    public void Bipolar_ReLU_keeps_the_mean_of_normal_inputs_near_0()
    {
        Tensor x = Tensor.Randn([64, 10, 7], seed: 1);
        Assert.Equal(0, new BipolarReLU().Forward(x).Mean().Item(), 0.02);
        Assert.Equal(0.4, x.Relu().Mean().Item(), 0.02);
        Assert.Equal([1, -2, 0], Functional.BipolarReLU(Tensor.From([1, -2, -3])).ToArray());
    }

    [Fact]
    public void Softmax_layers_are_the_tensors_own()
    {
        Tensor x = Tensor.Randn([2, 3, 4], seed: 1);
        Assert.Equal(x.Softmax(1).ToArray(), new Softmax(1).Forward(x).ToArray());
        Assert.Equal(x.LogSoftmax().ToArray(), new LogSoftmax().Forward(x).ToArray());
        Assert.Same(x, new Identity().Forward(x));
    }

    [Fact]
    public void Empty_tensors_and_scalars_pass()
    {
        foreach (Activation activation in ActivationTable.All)
        {
            Module layer = activation.Create();
            layer.Eval();
            Assert.Equal([0, 3], layer.Forward(Tensor.Zeros(0, 3)).Shape);
            if (activation.OddUnits is null) Assert.Equal(activation.F(0.7), layer.Forward(Tensor.Scalar(0.7f)).Item(), 1e-6);
        }
    }

    [Fact]
    public void Parameters_with_which_a_function_is_not_defined_are_refused()
    {
        Assert.Contains("alpha is 0", Assert.Throws<ArgumentException>(() => new ISRU(0)).Message);
        Assert.Throws<ArgumentException>(() => new ISRLU(-1));
        Assert.Throws<ArgumentException>(() => new Softplus(0));
        Assert.Throws<ArgumentException>(() => new ELU(float.NaN));
        Assert.Throws<ArgumentException>(() => new Swish(float.PositiveInfinity));
        Assert.Throws<ArgumentException>(() => new LeakyReLU(float.NaN));
        Assert.Throws<ArgumentException>(() => new RReLU(0.5f, 0.2f));
        Assert.Throws<ArgumentException>(() => new RReLU(float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PReLU(0));
        Assert.Throws<ArgumentException>(() => Functional.ISRU(Tensor.Ones(1), 0));
        Assert.Contains("[1, 3]", Assert.Throws<ArgumentException>(() => new PReLU(2).Forward(Tensor.Ones(1, 3))).Message);
        Assert.Throws<ArgumentException>(() => Functional.BipolarReLU(Tensor.Scalar(1)));
    }
}
