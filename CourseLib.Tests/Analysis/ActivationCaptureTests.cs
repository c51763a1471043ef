using CourseLib.Activations;
using CourseLib.Analysis;
using CourseLib.Layers;
using CourseLib.Models;
using CourseLib.Tensors;

namespace CourseLib.Tests.Analysis;

public class ActivationCaptureTests
{
    [Fact]
    public void The_named_parts_give_what_they_compute()
    {
        ResNet net = ResNet.Create(18, 5, seed: 1);
        Tensor x = Tensor.Randn([2, 3, 32, 32], seed: 2);
        Dictionary<string, Tensor> found = ActivationCapture.Of(net, x, "bn1", "layer1.0", "layer4", "fc");
        Assert.Equal([2, 64, 16, 16], found["bn1"].Shape);
        Assert.Equal([2, 64, 8, 8], found["layer1.0"].Shape);
        Assert.True(net.Training);
        net.Eval();
        Assert.Equal(net.Features(x).ToArray(), found["layer4"].ToArray());
        Assert.Equal(net.Forward(x).ToArray(), found["fc"].ToArray());
        Assert.False(found["fc"].RequiresGrad);
    }

    [Fact]
    public void Without_names_all_layers_without_parts_are_captured()
    {
        Sequential net = LeNet5.Create(seed: 1);
        Assert.Equal(Enumerable.Range(0, net.Count).Select(index => $"{index}"), ActivationCapture.Of(net, Tensor.Zeros(1, 3, 32, 32)).Keys);
    }

    [Fact]
    public void Parts_that_are_not_there_or_are_not_passed_are_refused()
    {
        GoogLeNet net = GoogLeNet.Create(3, 1, 65, seed: 1);
        Assert.Contains("no part called \"layer9\"", Assert.Throws<ArgumentException>(() => ActivationCapture.Of(net, Tensor.Zeros(1, 1, 65, 65), "layer9")).Message);
        Assert.Contains("aux1", Assert.Throws<ArgumentException>(() => ActivationCapture.Of(net, Tensor.Zeros(1, 1, 65, 65), "aux1")).Message);
    }

    [Fact]
    public void A_hook_is_called_once_for_each_pass_until_it_is_disposed()
    {
        var own = new Doubled();
        var net = new Sequential(("first", new ReLU()), ("own", own));
        var seen = new List<(int[] Input, float Output)>();
        using (own.OnForward((input, output) => seen.Add((input.Shape, output.Sum().Item()))))
        using (net.OnForward((_, output) => seen.Add(([], output.Sum().Item()))))
        {
            net.Forward(Tensor.Ones(2, 3));
        }
        net.Forward(Tensor.Ones(2, 3));
        Assert.Equal([([2, 3], 12), ([], 12)], seen, (a, b) => a.Input.SequenceEqual(b.Input) && a.Output == b.Output);
    }

    [Fact]
    public void A_hook_may_be_disposed_twice_and_leaves_others()
    {
        var layer = new ReLU();
        int calls = 0;
        void Count(Tensor input, Tensor output) => calls++;
        IDisposable first = layer.OnForward(Count), second = layer.OnForward(Count);
        first.Dispose();
        first.Dispose();
        layer.Forward(Tensor.Ones(1));
        Assert.Equal(1, calls);
        second.Dispose();
        layer.Forward(Tensor.Ones(1));
        Assert.Equal(1, calls);
    }

    [Fact]
    public void Dead_and_saturated_units_are_counted()
    {
        Tensor y = Tensor.From([[0, 1, 0], [0, 0, 2]]);
        Assert.Equal(1 / 3.0, UnitActivity.Dead(y), 1e-6);
        Assert.Equal(0.5, UnitActivity.Dead(Tensor.Stack([Tensor.Zeros(2, 4, 4), Tensor.Eye(4).Unsqueeze(0).BroadcastTo(2, 4, 4)], 1)), 1e-6);
        Assert.Equal(0.75, UnitActivity.Saturated(Tensor.From([-1, 0.2f, 0.96f, 3])), 1e-6);
        Assert.Equal(0.5, UnitActivity.Saturated(Tensor.From([0.01f, 0.2f, 0.96f, 0.5f]), low: 0), 1e-6);
        Assert.Throws<ArgumentException>(() => UnitActivity.Dead(Tensor.Ones(3)));

        var net = new Sequential(new Linear(4, 6, seed: 1), new ReLU());
        using (CourseLib.Autograd.NoGrad.Begin()) ((Linear)net[0]).Bias!.CopyFrom(Tensor.From([-100, -100, -100, 100, 100, 100]));
        IReadOnlyList<UnitActivity> rows = UnitActivity.Of(net, Tensor.Randn([50, 4], seed: 2));
        Assert.Equal(["0", "1"], rows.Select(row => row.Name));
        Assert.Equal(0.5, rows[1].DeadShare);
        Assert.InRange(rows[1].Mean, 45, 55);
        Assert.InRange(rows[1].Deviation, 45, 55);
    }

    private sealed class Doubled : Module
    {
        public override Tensor Forward(Tensor x) => x * 2f;
    }
}
