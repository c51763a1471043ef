using CourseLib.Layers;
using CourseLib.Norms;
using CourseLib.Tensors;
using static CourseLib.Tests.Golden.GoldenValues;

namespace CourseLib.Tests.Norms;

public class RunningAverageTests
{
    public static TheoryData<string> Sequences => [.. Modules.Keys];

    private static Dictionary<string, Func<Module>> Modules => new()
    {
        ["BatchNorm1d"] = () => new BatchNorm1d(4, momentum: 0.3),
        ["BatchNorm1d of sequences"] = () => new BatchNorm1d(2, affine: false),
        ["BatchNorm3d"] = () => new BatchNorm3d(3, eps: 1e-3f),
        ["BatchNorm2d, cumulative"] = () => new BatchNorm2d(3, cumulative: true),
        ["InstanceNorm1d"] = () => new InstanceNorm1d(2, affine: true, trackRunningStats: true),
        ["InstanceNorm2d"] = () => new InstanceNorm2d(3, momentum: 0.25, trackRunningStats: true),
        ["InstanceNorm3d"] = () => new InstanceNorm3d(2, affine: true, trackRunningStats: true),
    };

    [Theory, MemberData(nameof(Sequences))]
    public void Buffers_after_each_step_and_the_evaluation_are_those_of_PyTorch(string name)
    {
        Module norm = Modules[name]();
        foreach ((string parameter, Tensor value) in norm.NamedParameters()) value.CopyFrom(Of($"running averages, {name}/{parameter}"));
        Dictionary<string, Tensor> buffers = norm.NamedBuffers().ToDictionary();
        Tensor[] batches = Numbered($"running averages, {name}/x");
        Assert.Equal(4, batches.Length);
        for (int step = 0; step < batches.Length; step++)
        {
            norm.Forward(batches[step]);
            AssertClose($"the mean after step {step}", Of($"running averages, {name}/mean.{step}"), buffers["running_mean"]);
            AssertClose($"the variance after step {step}", Of($"running averages, {name}/var.{step}"), buffers["running_var"]);
        }
        norm.Eval();
        AssertClose("the evaluation", Of($"running averages, {name}/evaluated"), norm.Forward(batches[^1]));
        Assert.Equal(4, buffers["num_batches_tracked"].Item());
    }

    [Theory]
    [InlineData(0.999, 4603)]
    [InlineData(0.99, 459)]
    [InlineData(0.9, 44)]
    public void A_decay_forgets_all_but_1_percent_of_the_start_after_so_many_steps(double decay, int steps)
    {
        var norm = new BatchNorm1d(1, decay: decay);
        Tensor constant = Tensor.Ones(2, 1);
        for (int step = 1; step < steps; step++) norm.Forward(constant);
        Assert.True(norm.RunningVar!.Item() > 0.01f, $"after {steps - 1} steps {norm.RunningVar.Item()} is left");
        norm.Forward(constant);
        Assert.True(norm.RunningVar.Item() <= 0.01f, $"after {steps} steps {norm.RunningVar.Item()} is left");
    }

    [Fact]
    public void The_biased_running_variance_divides_by_m()
    {
        Tensor x = Tensor.From([[1], [2], [3], [4]]);
        var biased = new BatchNorm1d(1, decay: 0, unbiased: false);
        var unbiased = new BatchNorm1d(1, decay: 0);
        Assert.Equal(unbiased.Forward(x).ToArray(), biased.Forward(x).ToArray());
        Assert.Equal(1.25f, biased.RunningVar!.Item());
        Assert.Equal(5f / 3, unbiased.RunningVar!.Item(), 1e-6f);
    }

    [Fact]
    public void The_cumulative_average_is_the_mean_over_all_batches_of_algorithm_2()
    {
        var norm = new BatchNorm2d(2, cumulative: true);
        Tensor[] batches = [.. Enumerable.Range(1, 5).Select(seed => Tensor.Randn([4, 2, 3, 3], seed) * seed)];
        foreach (Tensor batch in batches) norm.Forward(batch);
        Tensor mean = Tensor.Stack([.. batches.Select(batch => batch.Mean([0, 2, 3]))]).Mean(0), variance = Tensor.Stack([.. batches.Select(batch => batch.Var([0, 2, 3]))]).Mean(0);
        Assert.True(norm.RunningMean!.AllClose(mean, 1e-5f, 1e-6f));
        Assert.True(norm.RunningVar!.AllClose(variance, 1e-5f, 1e-6f));
    }

    [Fact]
    public void A_cumulative_average_takes_no_decay()
    {
        Assert.Contains("decay or momentum of 0.5", Assert.Throws<ArgumentException>(() => new BatchNorm2d(1, decay: 0.5, cumulative: true)).Message);
        Assert.Throws<ArgumentException>(() => new BatchNorm2d(1, momentum: 0.5, cumulative: true));
        Assert.Equal("BatchNorm2d(1, cumulative, biased)", new BatchNorm2d(1, cumulative: true, unbiased: false).ToString());
    }
}
