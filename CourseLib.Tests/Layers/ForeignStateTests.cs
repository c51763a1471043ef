using CourseLib.Layers;
using CourseLib.Norms;
using CourseLib.Tensors;

namespace CourseLib.Tests.Layers;

/// <summary>State dicts as PyTorch and torchvision have written them over the years.</summary>
public class ForeignStateTests
{
    private static Sequential Net(int seed) => new(new Linear(3, 4, seed: seed), new BatchNorm1d(4), new SwitchingBlock());

    private sealed class SwitchingBlock : Module
    {
        private readonly InstanceNorm1d norm;

        public SwitchingBlock() => norm = RegisterModule("norm", new InstanceNorm1d(4, trackRunningStats: true));

        public override Tensor Forward(Tensor x) => norm.Forward(x);
    }

    [Fact]
    public void A_counter_may_be_missing_and_stays_as_it_is()
    {
        Sequential from = Net(1), to = Net(2);
        to.Children[1].Module.Forward(Tensor.Randn([5, 4], seed: 3));
        Dictionary<string, Tensor> state = from.StateDict();
        Assert.True(state.Remove("1.num_batches_tracked") && state.Remove("2.norm.num_batches_tracked"));
        to.LoadStateDict(state);
        Assert.Equal(from.StateDict()["0.weight"].ToArray(), to.StateDict()["0.weight"].ToArray());
        Assert.Equal(1, to.StateDict()["1.num_batches_tracked"].Item());
    }

    [Fact]
    public void A_scalar_may_have_one_axis_but_no_more_elements()
    {
        Sequential net = Net(1);
        Dictionary<string, Tensor> state = net.StateDict();
        state["1.num_batches_tracked"] = Tensor.From([7]);
        net.LoadStateDict(state);
        Assert.Equal(7, net.StateDict()["1.num_batches_tracked"].Item());
        Assert.Equal(0, net.StateDict()["1.num_batches_tracked"].Rank);
        state["1.num_batches_tracked"] = Tensor.From([7, 8]);
        state["0.bias"] = Tensor.Ones(4, 1);
        Assert.True(state.Remove("1.running_mean"));
        state["head.weight"] = Tensor.Ones(1);
        string message = Assert.Throws<ArgumentException>(() => net.LoadStateDict(state)).Message;
        Assert.All((string[])["1.num_batches_tracked", "0.bias", "missing: 1.running_mean", "head.weight"], name => Assert.Contains(name, message));
    }

    [Theory]
    [InlineData("module.")]
    [InlineData("model.backbone.")]
    public void A_prefix_of_all_names_is_named_and_can_be_given(string prefix)
    {
        Sequential from = Net(1), to = Net(2);
        Dictionary<string, Tensor> state = from.StateDict().ToDictionary(entry => prefix + entry.Key, entry => entry.Value);
        string message = Assert.Throws<ArgumentException>(() => to.LoadStateDict(state)).Message;
        Assert.Contains($"prefix: \"{prefix}\"", message);
        Assert.Equal(prefix == "module.", message.Contains("DataParallel"));
        to.LoadStateDict(state, prefix);
        Assert.Equal(from.StateDict()["0.weight"].ToArray(), to.StateDict()["0.weight"].ToArray());
        state["0.extra"] = Tensor.Ones(1);
        Assert.Contains("0.extra", Assert.Throws<ArgumentException>(() => to.LoadStateDict(state, prefix)).Message);
    }

    [Fact]
    public void Batch_counters_of_all_widths_and_shapes_are_read_from_files()
    {
        string folder = Directory.CreateTempSubdirectory("state").FullName;
        try
        {
            foreach ((string type, byte[] bytes) in (IEnumerable<(string, byte[])>)[("I64", BitConverter.GetBytes(42L)), ("I32", BitConverter.GetBytes(42)), ("F32", BitConverter.GetBytes(42f))])
                foreach (string shape in (string[])["[]", "[1]"])
                {
                    string path = Path.Combine(folder, "norm.safetensors");
                    string vector = "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}";
                    byte[] header = System.Text.Encoding.UTF8.GetBytes($"{{\"weight\":{vector},\"bias\":{vector},\"running_mean\":{vector},\"running_var\":{vector},"
                        + $"\"num_batches_tracked\":{{\"dtype\":\"{type}\",\"shape\":{shape},\"data_offsets\":[4,{4 + bytes.Length}]}}}}");
                    File.WriteAllBytes(path, [.. BitConverter.GetBytes((long)header.Length), .. header, .. BitConverter.GetBytes(0.5f), .. bytes]);
                    var norm = new BatchNorm2d(1);
                    norm.Load(path);
                    Assert.Equal(42, norm.NumBatchesTracked!.Item());
                    Assert.Equal(0.5f, norm.Weight![0]);
                }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
