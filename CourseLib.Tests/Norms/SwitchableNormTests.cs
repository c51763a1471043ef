using CourseLib.Layers;
using CourseLib.Norms;
using CourseLib.Tensors;

namespace CourseLib.Tests.Norms;

public class SwitchableNormTests
{
    private static readonly Tensor X = Tensor.Randn([4, 3, 5, 4], seed: 1) * Tensor.From([1, 2, 3], 3, 1, 1) + Tensor.From([10, -20, 5], 3, 1, 1);

    [Fact]
    public void One_hot_lambda_recovers_instance_layer_and_batch_normalisation()
    {
        Module[] three = [new InstanceNorm2d(3), new LayerNorm([3, 5, 4]), new BatchNorm2d(3)];
        for (int which = 0; which < 3; which++) GroupNormTests.AssertSame(three[which].Forward(X), OneHot(which, which).Forward(X));
    }

    [Fact]
    public void Mean_and_variance_have_lambdas_of_their_own()
    {
        Tensor expected = (X - X.Mean([2, 3], keepDims: true)) / (X.Var([0, 2, 3], unbiased: false, keepDims: true) + 1e-5f).Sqrt();
        GroupNormTests.AssertSame(expected, OneHot(0, 2).Forward(X));
    }

    [Fact]
    public void Evaluation_takes_the_batchs_part_from_running_averages_as_batch_normalisation_does()
    {
        SwitchableNorm2d switchable = OneHot(2, 2);
        var batch = new BatchNorm2d(3);
        foreach (Tensor x in (Tensor[])[X, X * 2f, X - 3f]) _ = (switchable.Forward(x), batch.Forward(x));
        Assert.True(switchable.RunningMean.AllClose(batch.RunningMean!, 1e-5f, 1e-5f));
        Assert.True(switchable.RunningVar.AllClose(batch.RunningVar!, 1e-5f, 1e-5f));
        switchable.Eval();
        batch.Eval();
        GroupNormTests.AssertSame(batch.Forward(X), switchable.Forward(X));
        Assert.Equal([1, 3, 1, 1], switchable.Forward(Tensor.Ones(1, 3, 1, 1)).Shape);
    }

    [Fact]
    public void There_are_six_weights_which_begin_alike_and_all_learn()
    {
        var norm = new SwitchableNorm2d(3);
        Assert.Equal(["weight", "bias", "mean_weight", "var_weight"], norm.NamedParameters().Select(parameter => parameter.Name));
        Assert.Equal(6 + 2 * 3, norm.ParameterCount);
        Assert.All(norm.MeanWeight.Softmax().ToArray(), share => Assert.Equal(1f / 3, share, 1e-6f));
        Tensor y = norm.Forward(X);
        y.Backward(Tensor.Randn(y.Shape, seed: 2));
        foreach (Tensor lambda in (Tensor[])[norm.MeanWeight, norm.VarWeight])
        {
            Assert.All(lambda.Grad!.ToArray(), gradient => Assert.NotEqual(0, gradient));
            // The softmax does not see a common shift of its arguments.
            Assert.Equal(0, lambda.Grad!.Sum().Item(), 1e-4);
        }
        Assert.False(norm.RunningMean.RequiresGrad);
    }

    [Fact]
    public void A_large_mean_costs_no_digits_of_the_variances()
    {
        var random = new Random(5);
        float[] x = [.. Enumerable.Range(0, 4 * 2 * 30).Select(_ => 10_000 + MathF.Round(random.NextSingle() * 512) / 128)];
        var norm = new SwitchableNorm2d(2);
        float[] y = norm.Forward(Tensor.From(x, 4, 2, 5, 6)).ToArray();
        double[] expected = Reference(x, 4, 2, 30);
        for (int index = 0; index < y.Length; index++) Assert.Equal(expected[index], y[index], 2e-3);
    }

    [Fact]
    public void Other_inputs_are_refused()
    {
        Assert.Contains("axis 1 must have 3", Assert.Throws<ArgumentException>(() => new SwitchableNorm2d(3).Forward(Tensor.Ones(2, 4, 2, 2))).Message);
        Assert.Throws<ArgumentException>(() => new SwitchableNorm2d(3).Forward(Tensor.Ones(2, 3, 2)));
        Assert.Throws<ArgumentException>(() => new SwitchableNorm2d(3).Forward(Tensor.Ones(1, 3, 1, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SwitchableNorm2d(0));
        Assert.Throws<ArgumentException>(() => new SwitchableNorm2d(3, eps: -1));
    }

    private static SwitchableNorm2d OneHot(int mean, int variance)
    {
        var norm = new SwitchableNorm2d(3);
        norm.MeanWeight.CopyFrom(Tensor.OneHot([mean], 3).Reshape(3) * 200f);
        norm.VarWeight.CopyFrom(Tensor.OneHot([variance], 3).Reshape(3) * 200f);
        return norm;
    }

    /// <summary>Equations 2 and 3 with equal shares, every statistic by its definition over x, in double precision.</summary>
    private static double[] Reference(float[] x, int n, int c, int s)
    {
        (double Mean, double Variance) Moments(Func<int, int, bool> isIn)
        {
            double[] values = [.. Enumerable.Range(0, x.Length).Where(index => isIn(index / s / c, index / s % c)).Select(index => (double)x[index])];
            double mean = values.Average();
            return (mean, values.Average(value => (value - mean) * (value - mean)));
        }

        var y = new double[x.Length];
        for (int sample = 0; sample < n; sample++)
            for (int channel = 0; channel < c; channel++)
            {
                (double Mean, double Variance)[] three = [Moments((i, j) => i == sample && j == channel), Moments((i, _) => i == sample), Moments((_, j) => j == channel)];
                double mean = three.Average(part => part.Mean), deviation = Math.Sqrt(three.Average(part => part.Variance) + 1e-5);
                for (int index = (sample * c + channel) * s; index < (sample * c + channel + 1) * s; index++) y[index] = (x[index] - mean) / deviation;
            }
        return y;
    }
}
