using CourseLib.Activations;
using CourseLib.Layers;
using CourseLib.Losses;
using CourseLib.Norms;
using CourseLib.Optimizers;
using CourseLib.Tensors;
using static CourseLib.Tests.Golden.GoldenValues;

namespace CourseLib.Tests.Golden;

public class TrainingTests
{
    [Fact]
    public void Running_averages_by_decay_0_9_are_those_of_PyTorchs_momentum_0_1() => CompareRunningAverages("momentum 0.1", new BatchNorm2d(3));

    [Fact]
    public void Running_averages_by_decay_0_99_are_those_of_PyTorchs_momentum_0_01() => CompareRunningAverages("momentum 0.01", new BatchNorm2d(3, eps: 1e-3f, decay: 0.99));

    [Fact]
    public void Momentum_means_what_it_means_in_PyTorch() => CompareRunningAverages("momentum 0.01", new BatchNorm2d(3, eps: 1e-3f, momentum: 0.01));

    [Theory]
    [InlineData("plain", 0, 0, false)]
    [InlineData("decay", 0, 0.05f, false)]
    [InlineData("momentum", 0.9f, 0, false)]
    [InlineData("momentum and decay", 0.9f, 0.05f, false)]
    [InlineData("Nesterov", 0.8f, 0.05f, true)]
    public void Five_steps_of_SGD_end_where_PyTorchs_do(string variant, float momentum, float weightDecay, bool nesterov) =>
        CompareSteps(variant, weight => new Sgd([weight], 0.1f, momentum, weightDecay, nesterov));

    [Fact]
    public void Five_steps_of_Adam_end_where_PyTorchs_do()
    {
        CompareSteps("Adam", weight => new Adam([weight], 0.1f));
        CompareSteps("Adam and decay", weight => new Adam([weight], 0.1f, 0.8f, 0.99f, 1e-6f, 0.05f));
        CompareSteps("AdamW", weight => new Adam([weight], 0.1f, weightDecay: 0.05f, decoupled: true));
    }

    [Fact]
    public void A_small_network_trains_as_in_PyTorch()
    {
        var net = new Sequential(
            new Conv2d(2, 3, 3, padding: 1), new BatchNorm2d(3), new ReLU(), new MaxPool2d(2), new Flatten(),
            new Linear(27, 8), new BatchNorm1d(8), new ReLU(), new Linear(8, 4));
        net.LoadStateDict(Under("training/before/"));
        var optimizer = new Sgd(net.Parameters(), 0.05f, momentum: 0.9f, weightDecay: 1e-3f);
        Tensor[] batches = Numbered("training/x");
        var losses = new List<float>();
        foreach (Tensor x in batches)
        {
            optimizer.ZeroGrad();
            Tensor loss = Loss.CrossEntropy(net.Forward(x), [0, 1, 2, 3, 1]);
            loss.Backward();
            optimizer.Step();
            losses.Add(loss.Item());
        }

        AssertClose("the losses", Of("training/losses"), Tensor.From(losses.ToArray()));
        Dictionary<string, Tensor> expected = Under("training/after/"), found = net.StateDict();
        Assert.Equal(expected.Keys, found.Keys);
        // A bias before batch normalisation has no gradient but rounding, and starts small.
        foreach ((string name, Tensor value) in expected) AssertClose(name, value, found[name], 3e-5);
        net.Eval();
        AssertClose("the evaluation", Of("training/evaluated"), net.Forward(batches[^1]), 3e-5);
    }

    private static void CompareRunningAverages(string name, BatchNorm2d norm)
    {
        Tensor[] batches = Numbered($"running averages, {name}/x");
        Assert.Equal(4, batches.Length);
        for (int step = 0; step < batches.Length; step++)
        {
            norm.Forward(batches[step]);
            AssertClose($"the mean after step {step}", Of($"running averages, {name}/mean.{step}"), norm.RunningMean);
            AssertClose($"the variance after step {step}", Of($"running averages, {name}/var.{step}"), norm.RunningVar);
        }
        Assert.Equal(4, norm.NumBatchesTracked!.Item());
        norm.Eval();
        AssertClose("the evaluation", Of($"running averages, {name}/evaluated"), norm.Forward(batches[^1]));
        Assert.Equal(4, norm.NumBatchesTracked.Item());
    }

    private static void CompareSteps(string variant, Func<Tensor, Optimizer> make)
    {
        Tensor weight = Of("sgd/start");
        weight.RequiresGrad = true;
        Optimizer optimizer = make(weight);
        foreach (Tensor gradient in Numbered("sgd/gradient"))
        {
            weight.Grad = gradient;
            optimizer.Step();
        }
        AssertClose(variant, Of($"sgd/{variant}"), weight);
    }
}
