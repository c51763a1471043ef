using CourseLib.Initializers;
using CourseLib.Tensors;

namespace CourseLib.Tests.Initializers;

public class InitializerTests
{
    [Theory]
    [InlineData("XavierNormal", 2.0 / (75 + 200))]
    [InlineData("XavierUniform", 2.0 / (75 + 200))]
    [InlineData("HeNormal", 2.0 / 75)]
    [InlineData("HeUniform", 2.0 / 75)]
    public void The_variance_follows_from_the_fans_of_a_convolution(string scheme, double variance)
    {
        // 8 filters over 3 channels of 5×5: fan-in 75, fan-out 200; enlarged below to have enough numbers to tell.
        Assert.Equal((75, 200), Initializer.Fans(Tensor.Zeros(8, 3, 5, 5)));
        double sum = 0;
        int count = 0;
        for (int seed = 0; seed < 60; seed++)
        {
            Tensor weight = Tensor.Zeros(8, 3, 5, 5);
            switch (scheme)
            {
                case "XavierNormal": Initializer.XavierNormal(weight, seed: seed); break;
                case "XavierUniform": Initializer.XavierUniform(weight, seed: seed); break;
                case "HeNormal": Initializer.HeNormal(weight, seed: seed); break;
                case "HeUniform": Initializer.HeUniform(weight, seed: seed); break;
            }
            sum += weight.Square().Sum().Item();
            count += weight.Count;
        }
        Assert.Equal(1, sum / count / variance, 0.03);
    }

    [Fact]
    public void The_fan_is_chosen_by_name()
    {
        Tensor weight = Tensor.Zeros(1000, 250);
        Initializer.XavierNormal(weight, Fan.In, seed: 1);
        Assert.Equal(1 / 250.0, weight.Var().Item(), 1e-4);
        Initializer.HeNormal(weight, Fan.Out, seed: 1);
        Assert.Equal(2 / 1000.0, weight.Var().Item(), 1e-4);
    }

    [Fact]
    public void A_seed_fixes_the_numbers_and_parameters_may_be_overwritten()
    {
        Tensor weight = Tensor.Zeros(3, 3);
        weight.RequiresGrad = true;
        Initializer.Normal(weight, 1, 2, seed: 5);
        float[] first = weight.ToArray();
        Initializer.Normal(weight, 1, 2, seed: 5);
        Assert.Equal(first, weight.ToArray());
        Initializer.Constant(weight, 4);
        Assert.All(weight.ToArray(), value => Assert.Equal(4, value));
        Initializer.Zeros(weight);
        Assert.Equal(0, weight.Abs().Sum().Item());
    }

    [Fact]
    public void A_vector_has_no_fans() => Assert.Throws<ArgumentException>(() => Initializer.HeNormal(Tensor.Zeros(3)));
}
