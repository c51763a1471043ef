using CourseLib.Activations;
using CourseLib.Autograd;
using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Tests.Activations;

public class ActivationTableTests
{
    public static TheoryData<string> Names => [.. ActivationTable.All.Select(activation => activation.Name)];

    [Fact]
    public void The_gallery_has_the_lectures_sixteen()
    {
        Assert.Equal(16, ActivationTable.Sixteen.Count);
        Assert.Equal(ActivationTable.All.Count, ActivationTable.All.Select(activation => activation.Name).Distinct().Count());
        Assert.Equal("Leaky ReLU", ActivationTable.Named("leaky relu").Name);
        Assert.Contains("SoftPlus", Assert.Throws<ArgumentException>(() => ActivationTable.Named("relu 7")).Message);
    }

    [Theory, MemberData(nameof(Names))]
    public void D_is_the_derivative_of_F_away_from_kinks(string name)
    {
        foreach (Activation activation in Variants(name))
        {
            for (int step = -803; step <= 803; step++)
            {
                double z = step * 0.01003 + 0.00417, h = 1e-5;
                if (activation.Kinks.Any(kink => Math.Abs(z - kink) < 2 * h)) continue;
                double numeric = (activation.F(z + h) - activation.F(z - h)) / (2 * h);
                Assert.True(Math.Abs(numeric - activation.D(z)) < 1e-6, $"{activation}: at {z} the derivative is {numeric}, and D gives {activation.D(z)}");
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Kinks_are_where_the_derivative_or_the_function_jumps(string name)
    {
        foreach (Activation activation in Variants(name))
        {
            var found = new List<double>();
            for (int step = -32; step <= 32; step++)
            {
                double z = step / 4.0, h = 1e-7;
                double left = (activation.F(z) - activation.F(z - h)) / h, right = (activation.F(z + h) - activation.F(z)) / h;
                if (Math.Abs(right - left) > 1e-3) found.Add(z);
            }
            Assert.Equal(activation.Kinks, found);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void The_layer_computes_F_and_its_gradient_is_D(string name)
    {
        foreach ((Activation activation, Tensor x, Tensor y, Tensor slope) in Computed(name, Everywhere()))
        {
            float[] z = x.ToArray(), value = y.ToArray(), gradient = slope.ToArray();
            // 1 + erf loses the left tail of GELU; the others keep their relative precision, down to z times a subnormal number.
            double absolute = name == "GELU" ? 3e-7 : 2e-43;
            for (int index = 0; index < z.Length; index++)
            {
                double f = activation.F(z[index]), d = activation.D(z[index]);
                if (!(Math.Abs(value[index] - f) <= 1e-6 * Math.Abs(f) + absolute)) Assert.Fail($"{activation}({z[index]:R}) is {value[index]:R}, and must be {f:R}");
                if (!(Math.Abs(gradient[index] - d) <= 2e-6)) Assert.Fail($"the derivative of {activation} at {z[index]:R} is {gradient[index]:R}, and must be {d:R}");
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Value_and_gradient_are_finite_for_every_finite_number(string name)
    {
        var bits = new List<float>();
        for (long pattern = 0; pattern < 1L << 32; pattern += 20_011)
            if (BitConverter.Int32BitsToSingle((int)pattern) is var z && float.IsFinite(z)) bits.Add(z);
        foreach ((Activation activation, Tensor x, Tensor y, Tensor slope) in Computed(name, [.. bits, float.MaxValue, float.MinValue]))
        {
            float[] z = x.ToArray(), value = y.ToArray(), gradient = slope.ToArray();
            for (int index = 0; index < z.Length; index++)
            {
                if (!float.IsFinite(value[index]) || !float.IsFinite(gradient[index]))
                    Assert.Fail($"{activation} at {z[index]:R} is {value[index]:R}, its derivative {gradient[index]:R}");
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void An_infinity_gives_the_limit_and_no_number_stays_none(string name)
    {
        foreach ((Activation activation, _, Tensor y, Tensor slope) in Computed(name, [float.PositiveInfinity, 1e30f, float.NegativeInfinity, -1e30f, float.NaN]))
        {
            float[] value = y.ToArray(), gradient = slope.ToArray();
            for (int end = 0; end <= 2; end += 2)
            {
                Assert.Equal(gradient[end + 1], gradient[end]);
                Assert.Equal(gradient[end] == 0 ? value[end + 1] : end == 0 ? float.PositiveInfinity : float.NegativeInfinity, value[end]);
            }
            Assert.True(float.IsNaN(value[4]), $"{activation} of no number is {value[4]}");
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void The_layers_gradient_agrees_with_finite_differences(string name)
    {
        Module layer = ActivationTable.Named(name).Create();
        layer.Eval();
        // 0.2 away from the kinks, which are whole numbers.
        Tensor x = Tensor.From([.. Enumerable.Range(-8, 16).SelectMany(z => (float[])[z + 0.2f, z + 0.5f, z + 0.8f])], 16, 3);
        GradCheckResult result = GradCheck.Run(inputs => layer.Forward(inputs[0]), x);
        Assert.True(result.Passed, result.ToString());
    }

    private static IEnumerable<Activation> Variants(string name)
    {
        Activation activation = ActivationTable.Named(name);
        yield return activation;
        if (activation.OddUnits is Activation odd) yield return odd;
    }

    /// <summary>The layer's values and gradients for <paramref name="numbers"/>, as units of even index and, where those differ, of odd index.</summary>
    private static IEnumerable<(Activation Activation, Tensor X, Tensor Y, Tensor Slope)> Computed(string name, float[] numbers)
    {
        int unit = 0;
        foreach (Activation activation in Variants(name))
        {
            Module layer = activation.Create();
            layer.Eval();
            Tensor x = Tensor.From([.. numbers.SelectMany(z => (float[])[z, z])], numbers.Length, 2);
            x.RequiresGrad = true;
            Tensor y = layer.Forward(x);
            y.Backward(Tensor.OnesLike(y));
            yield return (activation, x.Detach()[.., unit..(unit + 1)], y.Detach()[.., unit..(unit + 1)], x.Grad![.., unit..(unit + 1)]);
            unit++;
        }
    }

    /// <summary>Zero, subnormal and tiny numbers, a fine grid around 0, the twenties to nineties where eᶻ grows past float32, ±1000 and beyond.</summary>
    private static float[] Everywhere()
    {
        var numbers = new List<float> { 0, float.Epsilon, 1e-44f, 1e-39f, 1.17549435e-38f, 1e-30f, 1e-20f, 1e-10f, 1e-5f, 1e-3f, 1000, 12345.678f, 1e10f, 1.9e19f, 1e25f, 3e38f };
        for (int step = 1; step <= 3000; step++) numbers.Add(step * 0.00337f);
        for (float z = 10; z < 120; z += 0.173f) numbers.Add(z);
        return [.. numbers, .. numbers.Select(z => -z)];
    }
}
