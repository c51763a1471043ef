using CourseLib.Activations;
using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Tests.Activations;

public class SwishTests
{
    private static double Logistic(double z) => 1 / (1 + Math.Exp(-z));

    [Fact]
    public void The_smallest_value_is_minus_0_2785_at_minus_1_2785()
    {
        Activation swish = ActivationTable.Named("Swish");
        double z = Minimum.Of(swish);
        Assert.Equal(-1.2785, Math.Round(z, 4));
        Assert.Equal(-0.2785, Math.Round(swish.F(z), 4));
        Assert.Equal(-0.278464f, Functional.Swish(Tensor.Linspace(-3, 0, 30_001)).Min().Item(), 1e-6f);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.5)]
    [InlineData(-2)]
    public void The_derivative_needs_f_at_z_and_the_printed_f_at_another_x_fails(double beta)
    {
        for (double z = -5; z <= 5; z += 0.3)
        {
            double f = z * Logistic(beta * z);
            Tensor input = Tensor.Scalar((float)z);
            input.RequiresGrad = true;
            Functional.Swish(input, (float)beta).Backward();
            double right = beta * f + Logistic(beta * z) * (1 - beta * f);
            Assert.Equal(right, input.Grad!.Item(), 1e-6);

            // As printed, f(x): whatever x is but z (here the neighbour z + 1), the result is not the derivative.
            double other = (z + 1) * Logistic(beta * (z + 1));
            double printed = beta * f + Logistic(beta * z) * (1 - beta * other);
            if (Math.Abs(other - f) > 0.1) Assert.True(Math.Abs(printed - right) > 1e-4, $"at {z}");
        }
    }

    [Fact]
    public void Beta_1_is_SiLU_and_beta_0_is_half_of_x()
    {
        Tensor x = Tensor.Randn([50], seed: 1);
        Assert.Equal(new SiLU().Forward(x).ToArray(), new Swish().Forward(x).ToArray());
        Assert.Equal((x * 0.5f).ToArray(), new Swish(0).Forward(x).ToArray());
        Assert.True(Functional.Swish(x, 200).AllClose(x.Relu(), absolute: 2e-3f));
    }

    [Fact]
    public void Infinities_give_the_limits_for_every_beta()
    {
        Tensor x = Tensor.From([float.PositiveInfinity, float.NegativeInfinity]);
        Assert.Equal([float.PositiveInfinity, 0], Functional.Swish(x).ToArray());
        Assert.Equal([0, float.NegativeInfinity], Functional.Swish(x, -1).ToArray());
        Assert.Equal([float.PositiveInfinity, float.NegativeInfinity], Functional.Swish(x, 0).ToArray());
    }
}
