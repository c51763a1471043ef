using CourseLib.Optimizers;
using CourseLib.Tensors;
using static CourseLib.Tests.Golden.GoldenValues;

namespace CourseLib.Tests.Optimizers;

public class PyTorchTests
{
    // Seen: 3.1e-7 of the largest weight after eight steps, the rounding of float32.
    private const double Relative = 1e-6;

    public static TheoryData<string> Optimizers => [.. Makers.Keys];

    private static Dictionary<string, Func<Tensor[], Optimizer>> Makers => new()
    {
        ["Nesterov"] = p => new Sgd(p, 0.1f, momentum: 0.9f, nesterov: true),
        ["Nesterov and decay"] = p => new Sgd(p, 0.05f, momentum: 0.5f, weightDecay: 0.1f, nesterov: true),
        ["Adam"] = p => new Adam(p, 0.1f),
        ["Adam, decay"] = p => new Adam(p, 0.02f, 0.5f, 0.9f, 1e-3f, 0.1f),
        ["AdamW"] = p => new AdamW(p, 0.1f),
        ["AdamW, decay"] = p => new AdamW(p, 0.02f, 0.5f, 0.9f, weightDecay: 0.3f),
        ["RMSprop"] = p => new RMSprop(p),
        ["RMSprop, decay"] = p => new RMSprop(p, 0.05f, 0.8f, 1e-4f, 0.1f),
        ["RMSprop, momentum"] = p => new RMSprop(p, 0.05f, momentum: 0.9f),
        ["RMSprop, centred"] = p => new RMSprop(p, 0.05f, momentum: 0.5f, centered: true),
    };

    private static Dictionary<string, Schedule> Schedules => new()
    {
        ["step"] = new StepDecay(0.1, 4, 0.5),
        ["milestones"] = new StepDecay(0.1, [3, 7, 8]),
        ["cosine"] = new CosineDecay(0.3, 15, 0.01),
        ["one cycle"] = new OneCycle(0.4, 37),
        ["one cycle, other shape"] = new OneCycle(1.5, 20, 0.45, 10, 100),
    };

    [Theory, MemberData(nameof(Optimizers))]
    public void Eight_steps_end_where_PyTorchs_do(string name)
    {
        Tensor weight = Of("optimizers/start");
        weight.RequiresGrad = true;
        Optimizer optimizer = Makers[name]([weight]);
        foreach (Tensor gradient in Numbered("optimizers/gradient"))
        {
            weight.Grad = gradient;
            optimizer.Step();
        }
        AssertClose(name, Of($"optimizers/{name}"), weight, Relative);
    }

    [Fact]
    public void Learning_rates_are_PyTorchs()
    {
        foreach ((string name, Schedule schedule) in Schedules)
        {
            Tensor expected = Of($"schedules/{name}");
            float[] rates = [.. Enumerable.Range(0, expected.Count).Select(step => (float)schedule.At(step))];
            AssertClose(name, expected, Tensor.From(rates.AsSpan()), Relative);
            Assert.True(schedule.At(1000) >= 0);
        }
    }

    [Theory]
    [InlineData("norm 2", 2)]
    [InlineData("norm 100", 100)]
    public void Gradients_clipped_by_their_norm_are_PyTorchs(string name, float norm)
    {
        Tensor[] parameters = WithGradients();
        Assert.Equal(Of($"clipping/{name}/norm").Item(), GradientClipping.ByNorm(parameters, norm), 1e-5f);
        for (int index = 0; index < parameters.Length; index++) AssertClose(name, Of($"clipping/{name}/{index}"), parameters[index].Grad, Relative);
    }

    [Fact]
    public void Gradients_clipped_by_value_are_PyTorchs()
    {
        Tensor[] parameters = WithGradients();
        GradientClipping.ByValue(parameters, 0.7f);
        for (int index = 0; index < parameters.Length; index++) AssertClose("by value", Of($"clipping/value 0.7/{index}"), parameters[index].Grad, Relative);
    }

    private static Tensor[] WithGradients() => [.. Numbered("clipping/gradient").Select(gradient =>
    {
        Tensor parameter = Tensor.ZerosLike(gradient);
        parameter.RequiresGrad = true;
        parameter.Grad = gradient;
        return parameter;
    })];
}
