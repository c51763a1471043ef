using CourseLib.Activations;
using CourseLib.Analysis;
using CourseLib.Formatting;
using CourseLib.Layers;
using CourseLib.Models;
using CourseLib.Norms;
using CourseLib.Tensors;

namespace CourseLib.Tests.Analysis;

public class CostTests
{
    [Fact]
    public void LeNet_5_costs_what_the_lectures_table_says_layer_by_layer()
    {
        var cost = Cost.Of(LeNet5.Create(channels: 1, size: 28, padding: 2), 1, 1, 28, 28);
        Assert.Equal(1_256_080, cost.Parameters);
        Assert.Equal(6_522_000, cost.MultiplyAdds);
        Assert.Equal([1, 10], cost.OutputShape);
        Assert.Equal(
            [("Conv2d", 520, 392_000), ("Conv2d", 25_050, 4_900_000), ("Linear", 1_225_500, 1_225_000), ("Linear", 5_010, 5_000)],
            cost.Rows.Where(row => row.Parameters > 0).Select(row => (row.Layer.Split('(')[0], row.Parameters, row.MultiplyAdds)));
        // The volume is not preserved: 15,680 → 3,920 → 9,800 → 2,450.
        Assert.Equal([4 * 15_680, 4 * 3_920, 4 * 9_800, 4 * 2_450], cost.Rows.Where(row => row.Layer.StartsWith("Conv2d", StringComparison.Ordinal) || row.Layer.StartsWith("MaxPool", StringComparison.Ordinal)).Select(row => row.ActivationBytes));
    }

    [Fact]
    public void Ten_5_by_5_filters_on_32_by_32_colours_have_760_parameters_and_768000_multiply_adds()
    {
        var cost = Cost.Of(new Conv2d(3, 10, 5, padding: 2), 1, 3, 32, 32);
        Assert.Equal((760, 768_000), (cost.Parameters, cost.MultiplyAdds));
        Assert.Equal([1, 10, 32, 32], cost.OutputShape);
        Assert.Equal(4 * 10 * 32 * 32, cost.ActivationBytes);
    }

    [Theory]
    [InlineData(3, 64, 128)]
    [InlineData(5, 24, 40)]
    public void Groups_divide_the_cost_and_a_separable_convolution_has_1_over_O_plus_1_over_k_squared_of_it(int kernel, int from, int to)
    {
        long Of(params Module[] layers) => Cost.Of(new Sequential(layers), 1, from, 9, 9).MultiplyAdds;
        Conv2d Conv(int a, int b, int k, int groups) => new(a, b, k, padding: k / 2, groups: groups, bias: false);
        long full = Of(Conv(from, to, kernel, 1));
        Assert.Equal(full, 8 * Of(Conv(from, to, kernel, 8)));
        long separable = Of(Conv(from, from, kernel, from), Conv(from, to, 1, 1));
        Assert.Equal(1.0 / to + 1.0 / (kernel * kernel), (double)separable / full, 1e-12);
    }

    [Fact]
    public void Parts_have_the_sums_of_their_layers_and_layers_add_up_to_the_whole()
    {
        ResNet net = ResNet.Create(18, 10, seed: 1);
        net.Train();
        var cost = Cost.Of(net, 2, 3, 64, 64);
        Assert.Equal(net.ParameterCount, cost.Parameters);
        Assert.Equal(cost.Parameters, cost.Rows.Sum(row => row.Parameters));
        Assert.Equal(cost.MultiplyAdds, cost[""].MultiplyAdds);
        Assert.Equal(cost["layer2"].Parameters, cost["layer2.0"].Parameters + cost["layer2.1"].Parameters);
        Assert.Equal(64 * 128 * 9 + 128 * 128 * 9 + 64 * 128 + 6 * 128, cost["layer2.0"].Parameters);
        Assert.Equal(64 * 128 * 9 * 2 * 8 * 8, cost["layer2.0.conv1"].MultiplyAdds);
        Assert.Equal([2, 128, 8, 8], cost["layer2"].OutputShape);
        Assert.DoesNotContain(cost.Rows, row => row.Name == "layer2");
        Assert.Contains("layer1.0", Assert.Throws<ArgumentException>(() => cost["layer9"]).Message);
        Assert.True(net.Training);
        Assert.Equal(2 * Cost.Of(net, 1, 3, 64, 64).MultiplyAdds, cost.MultiplyAdds);
    }

    [Fact]
    public void A_shared_layer_has_its_parameters_once_and_its_work_twice()
    {
        var shared = new Linear(5, 5);
        var cost = Cost.Of(new Sequential(shared, new ReLU(), shared), 3, 5);
        Assert.Equal((30, 150), (cost.Parameters, cost.MultiplyAdds));
        Assert.Equal([30, 0, 0], cost.Rows.Select(row => row.Parameters));
    }

    [Fact]
    public void Attention_counts_its_projections_and_a_conditional_convolution_its_mixing()
    {
        var attention = Cost.Of(new MultiHeadAttention(8, 2), 2, 5, 8);
        Assert.Equal((4 * 8 * 8 + 4 * 8, 2 * 5 * 4 * 8 * 8), (attention.Parameters, attention.MultiplyAdds));
        Assert.Equal(2 * (4 * 9 * 6 * (25 + 3) + 4 * 3), Cost.Of(new CondConv2d(4, 6, 3, experts: 3, padding: 1), 2, 4, 5, 5).MultiplyAdds);
    }

    [Fact]
    public void A_module_of_ones_own_is_seen_through_its_layers_and_may_count_itself()
    {
        var cost = Cost.Of(new Sequential(new Own(), new BatchNorm2d(2)), 1, 2, 4, 4);
        Assert.Equal(["0.inner", "0", "1"], cost.Rows.Select(row => row.Name));
        Assert.Equal([64, 100, 0], cost.Rows.Select(row => row.MultiplyAdds));
        Assert.Equal(164, cost["0"].MultiplyAdds);
    }

    [Fact]
    public void The_table_shows_every_layer_and_the_totals_as_text_and_HTML()
    {
        var cost = Cost.Of(LeNet5.Create(channels: 1, size: 28, padding: 2), 1, 1, 28, 28);
        string[] lines = cost.ToString().Split('\n');
        Assert.Equal(cost.Rows.Count + 3, lines.Length);
        Assert.Contains("multiply-adds", lines[1]);
        Assert.Equal("1,256,080 parameters, 6,522,000 multiply-adds, 237.5 KB of activations", lines[^1]);
        var writer = new StringWriter();
        Assert.True(new Cost.CostFormatters().CreateTypeFormatters().OfType<MimeFormatter<Cost>>().Single(formatter => formatter.MimeType == "text/html").Format(cost, writer));
        Assert.Contains("<td style=\"text-align:right;padding:2px 12px 2px 0\">4,900,000</td>", writer.ToString());
    }

    private sealed class Own : Module
    {
        private readonly Conv2d inner;

        public Own() => inner = RegisterModule("inner", new Conv2d(2, 2, 1));

        public override Tensor Forward(Tensor x) => x + inner.Forward(x);

        protected internal override long MultiplyAdds(int[] inputShape, int[] outputShape) => 100;
    }
}
