using CourseLib.Kernels;

namespace CourseLib.Tests.Kernels;

public class ElementwiseTests
{
    private static readonly float[] Special =
        [0, -0f, 1, -1, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, -float.Epsilon, 1e-39f, float.MaxValue, float.MinValue, 88.7f, 88.8f, -87.4f, -103f, -104f, 0.625f, 4, -4, 10];

    [Fact]
    public void Arithmetic_agrees_with_plain_loops_for_every_length()
    {
        var random = new Random(81);
        for (int trial = 0; trial < 500; trial++)
        {
            float[] x = Values(random, random.Next(1, 100)), y = Values(random, x.Length);
            Binary<Add>(random, x, y, (a, b) => a + b);
            Binary<Subtract>(random, x, y, (a, b) => a - b);
            Binary<Multiply>(random, x, y, (a, b) => a * b);
            Binary<Divide>(random, x, y, (a, b) => a / b);
            Binary<Max>(random, x, y, MathF.Max);
            Binary<Min>(random, x, y, MathF.Min);
            Binary<ReluBackward>(random, x, y, (a, b) => a > 0 ? b : 0);
            Binary<Swapped<Subtract>>(random, x, y, (a, b) => b - a);
            Unary<Negate>(random, x, a => -a);
            Unary<Sqrt>(random, x, MathF.Sqrt);
            Unary<Abs>(random, x, MathF.Abs);
            Unary<Relu>(random, x, a => MathF.Max(a, 0));
        }
    }

    [Fact]
    public void Broadcasting_over_an_axis_agrees_with_plain_loops()
    {
        var random = new Random(82);
        for (int trial = 0; trial < 500; trial++)
        {
            int outer = random.Next(1, 6), axis = random.Next(1, 40), inner = trial % 3 == 0 ? 1 : random.Next(1, 60);
            float[] x = Sample.Floats(random, outer * axis * inner), y = Sample.Floats(random, axis);
            var z = Sample.Output(x.Length, random.Next(16));
            Elementwise.BinaryAxis<Subtract>(outer, axis, inner, x, y, z.Span);
            z.AssertUntouched();
            for (int i = 0; i < x.Length; i++) { Assert.Equal(x[i] - y[i / inner % axis], z.Span[i]); }
        }
    }

    [Fact]
    public void Scalars_scaled_additions_and_work_in_place()
    {
        var random = new Random(83);
        for (int trial = 0; trial < 50; trial++)
        {
            float[] x = Sample.Floats(random, trial == 0 ? 50_000 : random.Next(1, 200)), y = Sample.Floats(random, x.Length), z = [.. y];
            Elementwise.Axpy(0.3f, x, z);
            for (int i = 0; i < x.Length; i++) { Assert.Equal(MathF.FusedMultiplyAdd(0.3f, x[i], y[i]), z[i]); }
            Elementwise.BinaryScalar<Swapped<Divide>>(x, 2, z);
            for (int i = 0; i < x.Length; i++) { Assert.Equal(2 / x[i], z[i]); }
            z = [.. x];
            Elementwise.Scale(3, z, z);
            for (int i = 0; i < x.Length; i++) { Assert.Equal(3 * x[i], z[i]); }
        }
    }

    [Theory]
    [InlineData("exp", 2)]
    [InlineData("log", 2)]
    [InlineData("tanh", 3)]
    [InlineData("sigmoid", 3)]
    [InlineData("erf", 3)]
    [InlineData("atan", 2)]
    [InlineData("expm1", 3)]
    [InlineData("log1p", 3)]
    public void Transcendental_functions_keep_their_stated_error(string function, double bound)
    {
        var inputs = new List<float>(Special);
        for (long bits = 0; bits < 1L << 32; bits += 5003) { inputs.Add(BitConverter.Int32BitsToSingle((int)bits)); }
        for (int i = -200_000; i <= 200_000; i++) { inputs.Add(i * 5.3e-4f); }
        float[] x = [.. inputs.Where(v => IsArgument(function, v))], y = new float[x.Length];
        Func<double, double> exact = function switch
        {
            "exp" => Math.Exp,
            "log" => Math.Log,
            "tanh" => Math.Tanh,
            "sigmoid" => v => 1 / (1 + Math.Exp(-v)),
            "atan" => Math.Atan,
            "expm1" => MathNet.Numerics.SpecialFunctions.Expm1,
            "log1p" => v => 2 * Math.Atanh(v / (2 + v)),
            _ => MathNet.Numerics.SpecialFunctions.Erf,
        };
        Apply(function, x, y);
        double worst = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double e = exact(x[i]);
            if (double.IsNaN(e) || Math.Abs(e) > float.MaxValue)
            {
                bool isRight = float.IsNaN(y[i]) == double.IsNaN(e) && (double.IsNaN(e) || y[i] == (float)e || Math.Abs(y[i]) == float.MaxValue);
                if (!isRight) { Assert.Fail($"{function}({x[i]:R}) is {y[i]:R}"); }
                continue;
            }

            // The unit of the last place of results in the normal range; of the smallest normal number below it.
            double unit = Math.Pow(2, Math.Floor(Math.Log2(Math.Max(Math.Abs(e), 1.1754943508222875e-38))) - 23);
            double error = Math.Abs(y[i] - e) / unit;
            if (!(error <= bound)) { Assert.Fail($"{function}({x[i]:R}) is {y[i]:R}, {error:F2} units off"); }
            worst = Math.Max(worst, error);
        }

        Assert.True(worst > 0);
    }

    [Theory]
    [InlineData("exp")]
    [InlineData("log")]
    [InlineData("tanh")]
    [InlineData("sigmoid")]
    [InlineData("erf")]
    [InlineData("atan")]
    [InlineData("expm1")]
    [InlineData("log1p")]
    public void A_result_does_not_depend_on_its_position(string function)
    {
        float[] x = [.. Special.Concat(Sample.Floats(new Random(84), 200).Select(v => v * 20)).Where(v => IsArgument(function, v))], all = new float[x.Length];
        Apply(function, x, all);
        for (int start = 0; start < x.Length; start++)
        {
            float[] rest = new float[x.Length - start];
            Apply(function, x.AsSpan(start).ToArray(), rest);
            Assert.Equal(all[start..].Select(BitConverter.SingleToInt32Bits), rest.Select(BitConverter.SingleToInt32Bits));
        }
    }

    [Fact]
    public void A_span_that_is_too_short_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Elementwise.Unary<Exp>(new float[3], new float[2]));
        Assert.Throws<ArgumentException>(() => Elementwise.Binary<Add>(new float[3], new float[2], new float[3]));
        Assert.Throws<ArgumentException>(() => Elementwise.BinaryAxis<Add>(2, 3, 1, new float[6], new float[2], new float[6]));
    }

    /// <summary>Whether the function is asked for <paramref name="x"/>; two of them are for one side of 0 only.</summary>
    private static bool IsArgument(string function, float x) => function switch { "expm1" => !(x > 0), "log1p" => !(x is < 0 or > 1), _ => true };

    private static void Apply(string function, float[] x, float[] y)
    {
        switch (function)
        {
            case "exp": Elementwise.Unary<Exp>(x, y); break;
            case "log": Elementwise.Unary<Log>(x, y); break;
            case "tanh": Elementwise.Unary<Tanh>(x, y); break;
            case "sigmoid": Elementwise.Unary<Sigmoid>(x, y); break;
            case "atan": Elementwise.Unary<Atan>(x, y); break;
            case "expm1": Elementwise.Unary<Expm1>(x, y); break;
            case "log1p": Elementwise.Unary<Log1p>(x, y); break;
            default: Elementwise.Unary<Erf>(x, y); break;
        }
    }

    private static float[] Values(Random random, int count) =>
        [.. Sample.Floats(random, count).Select(v => random.Next(5) == 0 ? Special[random.Next(Special.Length)] : v)];

    private static void Unary<TOperator>(Random random, float[] x, Func<float, float> expected)
        where TOperator : struct, IUnaryOperator
    {
        var y = Sample.Output(x.Length, random.Next(16));
        Elementwise.Unary<TOperator>(x, y.Span);
        y.AssertUntouched();
        for (int i = 0; i < x.Length; i++) { Assert.Equal(expected(x[i]), y.Span[i]); }
    }

    private static void Binary<TOperator>(Random random, float[] x, float[] y, Func<float, float, float> expected)
        where TOperator : struct, IBinaryOperator
    {
        var z = Sample.Output(x.Length, random.Next(16));
        Elementwise.Binary<TOperator>(x, y, z.Span);
        z.AssertUntouched();
        for (int i = 0; i < x.Length; i++) { Assert.Equal(expected(x[i], y[i]), z.Span[i]); }
    }
}
