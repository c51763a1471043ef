using CourseLib.Analysis;
using CourseLib.Autograd;
using CourseLib.Initializers;
using CourseLib.Layers;
using CourseLib.Losses;
using CourseLib.Tensors;

namespace CourseLib.Tests.Initializers;

/// <summary>The lecture's experiment: 1,000 normal inputs of 500 numbers pass ten layers of 500 units.</summary>
public class TenLayerTests
{
    private const int Width = 500;

    private static Tensor AfterTen(Action<Tensor, int> initialize, Func<Tensor, Tensor> activation, int width = Width)
    {
        using NoGrad.Scope scope = NoGrad.Begin();
        Tensor x = Tensor.Randn([1000, width], seed: 1);
        for (int layer = 0; layer < 10; layer++)
        {
            Tensor weight = Tensor.Zeros(width, width);
            initialize(weight, 100 + layer);
            x = activation(Functional.Linear(x, weight));
        }
        return x;
    }

    private static float Deviation(Tensor x) => x.Std().Item();

    [Fact]
    public void A_deviation_of_0_01_lets_tanh_layers_fade_to_nothing() =>
        Assert.InRange(Deviation(AfterTen((weight, seed) => Initializer.Normal(weight, 0, 0.01f, seed), x => x.Tanh())), 0, 1e-5f);

    [Fact]
    public void A_deviation_of_1_drives_tanh_layers_to_plus_and_minus_one()
    {
        Tensor x = AfterTen((weight, seed) => Initializer.Normal(weight, 0, 1, seed), x => x.Tanh());
        Assert.InRange(Deviation(x), 0.975f, 0.985f);
        Assert.InRange((x.Abs() > 0.99f).Mean().Item(), 0.88f, 0.92f);
    }

    [Fact]
    public void A_hundred_tanh_units_of_deviation_1_end_with_a_deviation_of_0_96_and_85_percent_saturated()
    {
        Tensor x = AfterTen((weight, seed) => Initializer.Normal(weight, 0, 1, seed), x => x.Tanh(), width: 100);
        Assert.Equal(0.96, Deviation(x), 0.01);
        Assert.Equal(0.85, UnitActivity.Saturated(x), 0.02);
    }

    [Fact]
    public void Xavier_keeps_tanh_layers_alive_and_He_keeps_ReLU_layers_alive_where_Xavier_does_not()
    {
        void Xavier(Tensor weight, int seed) => Initializer.XavierNormal(weight, Fan.In, seed: seed);
        Assert.InRange(Deviation(AfterTen(Xavier, x => x.Tanh())), 0.21f, 0.25f);
        Assert.InRange(Deviation(AfterTen(Xavier, x => x.Relu())), 0.01f, 0.04f);
        Assert.InRange(Deviation(AfterTen((weight, seed) => Initializer.HeNormal(weight, seed: seed), x => x.Relu())), 0.65f, 1);
    }

    [Fact]
    public void Equal_weights_make_every_unit_and_every_gradient_equal()
    {
        Tensor x = Tensor.Randn([20, 6], seed: 1);
        Tensor first = Tensor.Full([5, 6], 0.1f), second = Tensor.From([[1], [-2], [3]]).BroadcastTo(3, 5);
        first.RequiresGrad = second.RequiresGrad = true;
        Loss.CrossEntropy(Functional.Linear(Functional.Linear(x, first).Tanh(), second), [.. Enumerable.Range(0, 20).Select(i => i * i % 3)]).Backward();
        float[] rows = first.Grad!.ToArray();
        for (int unit = 1; unit < 5; unit++) Assert.Equal(rows[..6], rows[(unit * 6)..(unit * 6 + 6)]);
        Assert.Equal(1, Rank(first.Grad));
    }

    [Fact]
    public void Zeros_stop_every_weight_of_two_layers()
    {
        Tensor first = Tensor.Zeros(5, 6), second = Tensor.Zeros(3, 5);
        first.RequiresGrad = second.RequiresGrad = true;
        Loss.CrossEntropy(Functional.Linear(Functional.Linear(Tensor.Randn([4, 6], seed: 1), first).Tanh(), second), [0, 1, 2, 0]).Backward();
        Assert.All(first.Grad!.ToArray(), slope => Assert.Equal(0, slope));
        Assert.All(second.Grad!.ToArray(), slope => Assert.Equal(0, slope));
    }

    private static int Rank(Tensor matrix) => matrix.ToMathNetMatrix().Svd().S.Count(value => value > 1e-6f);
}
