using CourseLib.Activations;
using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Tests.Activations;

public class MishTests
{
    /// <summary>The lecture's eᶻω/δ² with ω = 4(z + 1) + 4e²ᶻ + e³ᶻ + eᶻ(4z + 6) and δ = 2eᶻ + e²ᶻ + 2, in float32.</summary>
    private static float Printed(float z)
    {
        float e = MathF.Exp(z), omega = 4 * (z + 1) + 4 * MathF.Exp(2 * z) + MathF.Exp(3 * z) + e * (4 * z + 6), delta = 2 * e + MathF.Exp(2 * z) + 2;
        return e * omega / (delta * delta);
    }

    private static float Derivative(float z)
    {
        Tensor x = Tensor.Scalar(z);
        x.RequiresGrad = true;
        Functional.Mish(x).Backward();
        return x.Grad!.Item();
    }

    [Fact]
    public void The_printed_derivative_is_right_where_it_does_not_overflow()
    {
        for (float z = -20; z < 22; z += 0.25f) Assert.Equal(Printed(z), Derivative(z), 2e-5f);
    }

    [Fact]
    public void The_printed_derivative_overflows_from_22_on_and_ours_does_not()
    {
        Assert.True(float.IsFinite(Printed(22)));
        for (float z = 22.25f; z <= 90; z += 0.25f)
        {
            Assert.False(float.IsFinite(Printed(z)));
            Assert.Equal(1, Derivative(z), 1e-6f);
        }
    }

    [Fact]
    public void The_softplus_within_the_printed_value_overflows_from_89_on_and_ours_does_not()
    {
        foreach (float z in (float[])[89, 90, 1000])
        {
            Assert.Equal(float.PositiveInfinity, MathF.Log(1 + MathF.Exp(z)));
            Assert.Equal(z, Functional.Mish(Tensor.Scalar(z)).Item());
        }
    }

    [Fact]
    public void The_left_tail_keeps_its_digits() =>
        Assert.Equal(1, Functional.Mish(Tensor.Scalar(-60)).Item() / (-60 * Math.Exp(-60)), 1e-5);

    [Fact]
    public void The_smallest_value_is_minus_0_3088_at_minus_1_1924()
    {
        Activation mish = ActivationTable.Named("Mish");
        double z = Minimum.Of(mish);
        Assert.Equal(-1.1924, z, 1e-4);
        Assert.Equal(-0.30884, mish.F(z), 1e-5);
    }
}
