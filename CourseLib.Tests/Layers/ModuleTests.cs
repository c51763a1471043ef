using CourseLib.Activations;
using CourseLib.Layers;
using CourseLib.Norms;
using CourseLib.Tensors;

namespace CourseLib.Tests.Layers;

public sealed class ModuleTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.safetensors");

    public void Dispose() => File.Delete(path);

    private static Sequential Net(int seed) =>
        new(new Conv2d(2, 3, 3, seed: seed), new BatchNorm2d(3), new ReLU(), new Flatten(), new Linear(12, 4, seed: seed + 1));

    [Fact]
    public void Names_are_those_of_PyTorch()
    {
        Assert.Equal(["0.weight", "0.bias", "1.weight", "1.bias", "4.weight", "4.bias"], Net(1).NamedParameters().Select(entry => entry.Name));
        Assert.Equal(["1.running_mean", "1.running_var", "1.num_batches_tracked"], Net(1).NamedBuffers().Select(entry => entry.Name));
        Assert.Equal(
            ["0.weight", "0.bias", "1.weight", "1.bias", "1.running_mean", "1.running_var", "1.num_batches_tracked", "4.weight", "4.bias"],
            Net(1).StateDict().Keys);
        Assert.Equal(["inner.scale.weight", "own"], new Nested().StateDict().Keys.Order());
    }

    [Fact]
    public void A_saved_network_computes_the_same_after_loading()
    {
        Sequential net = Net(1), other = Net(2);
        Tensor x = Tensor.Randn([4, 2, 4, 4], seed: 3);
        net.Forward(x);
        net.Save(path);
        other.Load(path);
        net.Eval();
        other.Eval();
        Assert.Equal(net.Forward(x).ToArray(), other.Forward(x).ToArray());
    }

    [Fact]
    public void A_state_that_does_not_fit_is_refused_whole_with_every_fault_named()
    {
        Sequential net = Net(1);
        Dictionary<string, Tensor> state = Net(2).StateDict(), before = net.StateDict();
        state.Remove("0.bias");
        state["4.weight"] = Tensor.Zeros(4, 13);
        state["5.weight"] = Tensor.Zeros(1);
        string message = Assert.Throws<ArgumentException>(() => net.LoadStateDict(state)).Message;
        foreach (string part in (string[])["missing: 0.bias", "5.weight", "4.weight has shape [4, 13], and must have [4, 12]"]) Assert.Contains(part, message);
        foreach ((string name, Tensor value) in net.StateDict()) Assert.Equal(before[name].ToArray(), value.ToArray());
    }

    [Fact]
    public void A_state_dict_is_a_copy()
    {
        Sequential net = Net(1);
        net.StateDict()["0.bias"].Fill(9);
        Assert.DoesNotContain(9, net.StateDict()["0.bias"].ToArray());
    }

    [Fact]
    public void Modes_reach_every_part()
    {
        Sequential net = Net(1);
        Assert.True(net[1].Training);
        net.Eval();
        Assert.All(net.NamedModules(), part => Assert.False(part.Module.Training));
        net.Train();
        Assert.True(net[1].Training);
    }

    [Fact]
    public void Parameters_require_gradients_and_buffers_do_not()
    {
        Sequential net = Net(1);
        Assert.All(net.Parameters(), parameter => Assert.True(parameter.RequiresGrad));
        Assert.All(net.Buffers(), buffer => Assert.False(buffer.RequiresGrad));
        net.Forward(Tensor.Randn([2, 2, 4, 4], seed: 1)).Square().Sum().Backward();
        Assert.All(net.Parameters(), parameter => Assert.NotNull(parameter.Grad));
        net.ZeroGrad();
        Assert.All(net.Parameters(), parameter => Assert.Null(parameter.Grad));
    }

    [Fact]
    public void A_shared_part_is_counted_once_and_saved_under_both_names()
    {
        var shared = new Linear(3, 3);
        var net = new Sequential(shared, new ReLU(), shared);
        Assert.Equal(12, net.ParameterCount);
        Assert.Equal(2, net.Parameters().Count());
        Assert.Equal(["0.weight", "0.bias", "2.weight", "2.bias"], net.StateDict().Keys);
    }

    [Fact]
    public void Bad_names_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Named("a.b"));
        Assert.Throws<ArgumentException>(() => new Named(""));
        Assert.Throws<ArgumentException>(() => new Named("taken"));
    }

    [Fact]
    public void A_computed_value_becomes_a_leaf_when_it_is_registered()
    {
        Tensor source = Tensor.Ones(2);
        source.RequiresGrad = true;
        Tensor weight = new Scale(source * 2f).Parameters().Single();
        Assert.True(weight.IsLeaf);
        Assert.Equal([2, 2], weight.ToArray());
    }

    [Fact]
    public void A_summary_names_layers_shapes_and_parameters()
    {
        Sequential net = Net(1);
        net.Train();
        net[1].Eval();
        ModuleSummary summary = net.Summary(1, 2, 4, 4);
        Assert.Equal(["0", "1", "2", "3", "4"], summary.Rows.Select(row => row.Name));
        Assert.Equal([1, 3, 2, 2], summary.Rows[0].OutputShape);
        Assert.Equal([57, 6, 0, 0, 52], summary.Rows.Select(row => row.Parameters));
        Assert.Equal(115, summary.TotalParameters);
        Assert.Contains("Conv2d(2→3, 3×3)", summary.ToString());
        Assert.Contains("115 parameters", summary.ToString());
        Assert.True(net.Training);
        Assert.False(net[1].Training);
        Assert.Equal(0, ((BatchNorm2d)net[1]).NumBatchesTracked!.Item());
    }

    [Fact]
    public void A_summary_looks_into_somebody_elses_module_as_far_as_the_librarys_layers_tell()
    {
        ModuleSummary summary = new Sequential(new Residual(), new Linear(3, 2)).Summary(5, 3);
        Assert.Equal(["0.hidden", "0", "1"], summary.Rows.Select(row => row.Name));
        Assert.Equal([12, 0, 8], summary.Rows.Select(row => row.Parameters));
    }

    private sealed class Scale : Module
    {
        private readonly Tensor weight;

        public Scale(Tensor weight) => this.weight = RegisterParameter("weight", weight);

        public override Tensor Forward(Tensor x) => x * weight;
    }

    private sealed class Inner : Module
    {
        private readonly Scale scale;

        public Inner() => scale = RegisterModule("scale", new Scale(Tensor.Ones(2)));

        public override Tensor Forward(Tensor x) => scale.Forward(x);
    }

    private sealed class Nested : Module
    {
        private readonly Inner inner;
        private readonly Tensor own;

        public Nested()
        {
            inner = RegisterModule("inner", new Inner());
            own = RegisterBuffer("own", Tensor.Ones(2));
        }

        public override Tensor Forward(Tensor x) => inner.Forward(x) + own;
    }

    private sealed class Named : Module
    {
        public Named(string name)
        {
            RegisterBuffer("taken", Tensor.Ones(1));
            RegisterParameter(name, Tensor.Ones(1));
        }

        public override Tensor Forward(Tensor x) => x;
    }

    private sealed class Residual : Module
    {
        private readonly Linear hidden;

        public Residual() => hidden = RegisterModule("hidden", new Linear(3, 3));

        public override Tensor Forward(Tensor x) => x + hidden.Forward(x);
    }
}
