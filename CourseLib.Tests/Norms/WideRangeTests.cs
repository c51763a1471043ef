using CourseLib.Activations;
using CourseLib.Layers;
using CourseLib.Norms;
using CourseLib.Tensors;

namespace CourseLib.Tests.Norms;

/// <summary>Inputs whose variance float32 cannot hold are normalised like the same numbers in another unit.</summary>
public class WideRangeTests
{
    private static readonly Dictionary<string, Func<float, Func<Tensor, Tensor>>> Norms = new()
    {
        ["batch, images"] = eps => new BatchNorm2d(3, eps).Forward,
        ["batch, images, fused ReLU"] = eps => new Sequential(new BatchNorm2d(3, eps), new ReLU()).Forward,
        ["batch, rows"] = eps => x => new BatchNorm1d(3, eps).Forward(x.Permute(0, 2, 3, 1).Reshape(-1, 3)),
        ["batch, voxels"] = eps => x => new BatchNorm3d(3, eps).Forward(x.Unsqueeze(2)),
        ["layer"] = eps => x => Functional.LayerNorm(x, [3, 5, 5], eps: eps),
        ["layer, short rows"] = eps => x => Functional.LayerNorm(x, [5], eps: eps),
        ["group"] = eps => x => Functional.GroupNorm(x, 3, eps: eps),
        ["one group"] = eps => x => Functional.GroupNorm(x, 1, Tensor.From([1, 2, 3]), Tensor.Zeros(3), eps),
        ["instance"] = eps => x => Functional.InstanceNorm(x, eps: eps),
        ["instance, layer"] = eps => new InstanceNorm2d(3, eps, affine: true).Forward,
        ["synchronised, alone"] = eps => new SyncBatchNorm(3, new Alone(), eps).Forward,
    };

    public static TheoryData<string, float> Units
    {
        get
        {
            var data = new TheoryData<string, float>();
            foreach (string norm in Norms.Keys)
                foreach (float unit in (float[])[1e17f, 1e19f, 1e20f, 1e25f, 1e30f, 1e37f, 1e-25f, 1e-33f]) data.Add(norm, unit);
            return data;
        }
    }

    [Theory, MemberData(nameof(Units))]
    public void The_unit_of_the_input_changes_neither_the_result_nor_more_of_the_gradient_than_its_unit(string norm, float unit)
    {
        // Of a power of two every digit is kept, so that only the way of computing is compared.
        unit = MathF.ScaleB(1, Math.ILogB(unit));
        // Beside large values ε is nothing; beside small ones there must be none.
        Func<Tensor, Tensor> f = Norms[norm](0);
        Tensor x = Tensor.Randn([4, 3, 5, 5], seed: 1) + 0.5f, large = x * unit;
        x.RequiresGrad = large.RequiresGrad = true;
        Tensor y = f(x), same = f(large), upstream = Tensor.Randn(y.Shape, seed: 2);
        y.Backward(upstream);
        same.Backward(upstream);
        Assert.True(same.AllClose(y, 1e-4f, 1e-5f));
        Tensor gradient = large.Grad! * Math.Min(unit, 1e30f) * Math.Max(1, unit / 1e30f);
        Assert.True(gradient.AllClose(x.Grad!, 1e-3f, 2e-3f), $"{norm} in units of {unit}: {gradient[0, 0, 0, 0]} and {x.Grad![0, 0, 0, 0]}");
    }

    [Fact]
    public void Other_channels_keep_their_bits()
    {
        Tensor x = Tensor.Randn([4, 2, 3, 3], seed: 1), mixed = x.Clone();
        for (int sample = 0; sample < 4; sample++)
            for (int at = 0; at < 9; at++) mixed[sample, 1, at / 3, at % 3] = x[sample, 1, at / 3, at % 3] * 1e25f;
        var norm = new BatchNorm2d(2);
        Tensor y = new BatchNorm2d(2).Forward(x), other = norm.Forward(mixed);
        Assert.Equal(y.Slice(1, 0, 1).ToArray(), other.Slice(1, 0, 1).ToArray());
        Assert.True(y.AllClose(other, 1e-4f, 1e-4f));
        Assert.Equal(float.MaxValue, norm.RunningVar![1]);
        Assert.InRange(norm.RunningVar[0], 0.5f, 1.5f);
    }

    [Fact]
    public void Sums_that_overflow_and_a_single_outlier_are_no_exception()
    {
        Tensor constant = new BatchNorm2d(1).Forward(Tensor.Full([2, 1, 10, 10], 3e38f));
        Assert.All(constant.ToArray(), value => Assert.Equal(0, value));
        Tensor outlier = Functional.LayerNorm(Tensor.From([[1, 2, 3, 1e38f]]), [4]);
        Assert.True(outlier.AllClose(Tensor.From([[-0.57735f, -0.57735f, -0.57735f, 1.73205f]]), 1e-4f, 1e-4f));
    }

    [Fact]
    public void What_is_not_finite_stays_visible()
    {
        Tensor x = Tensor.Randn([2, 1, 4, 4], seed: 1);
        x[0, 0, 0, 0] = float.PositiveInfinity;
        Assert.Contains(new BatchNorm2d(1).Forward(x).ToArray(), float.IsNaN);
    }

    [Fact]
    public void Workers_of_a_group_agree_also_where_only_one_has_large_values()
    {
        Tensor small = Tensor.Randn([2, 3, 2, 2], seed: 1), large = Tensor.Randn([2, 3, 2, 2], seed: 2) * 1e25f;
        Tensor whole = new BatchNorm2d(3).Forward(Tensor.Concat([small, large]));
        var group = new WorkerGroup(2);
        Tensor[] parts = group.Run(rank => new SyncBatchNorm(3, group.Workers[rank]).Forward(rank == 0 ? small : large));
        Assert.True(Tensor.Concat(parts).AllClose(whole, 1e-4f, 1e-4f));
    }

    [Fact]
    public void Statistics_that_are_themselves_the_result_say_what_to_do()
    {
        Tensor large = Tensor.Randn([1, 2, 4, 4], seed: 1) * 1e25f;
        Assert.Contains("float32 cannot hold", Assert.Throws<ArgumentException>(() => new SwitchableNorm2d(2).Forward(large)).Message);
        Assert.Contains("float32 cannot hold", Assert.Throws<ArgumentException>(() => AdaptiveInstanceNorm.Apply(large, large)).Message);
    }

    private sealed class Alone : ICollective
    {
        public void AllReduce(Span<double> sums) { }
    }
}
