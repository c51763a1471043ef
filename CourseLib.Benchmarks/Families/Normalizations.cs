using CourseLib.Norms;
using CourseLib.Tensors;

namespace CourseLib.Benchmarks.Families;

/// <summary>Normalisations, forward and backward. The bytes are those of x, y, dy, dx once, and of x once more for the backward.</summary>
internal static class Normalizations
{
    public static IEnumerable<Benchmark> All =>
    [
        Batch("64×64×32×32", 64, 64, 32, 32),
        Batch("8×64×56×56", 8, 64, 56, 56),
        Batch("32×512×7×7", 32, 512, 7, 7),
        Batch("128×20×28×28 (LeNet)", 128, 20, 28, 28),
        Batch("128×500 (LeNet)", 128, 500),
        Layer("512×256", 512, 256),
        Layer("4096×768", 4096, 768),
        Group("64×64×32×32 in 8", 8, 64, 64, 32, 32),
        Group("32×512×7×7 in 32", 32, 32, 512, 7, 7),
    ];

    private static Benchmark Batch(string name, params int[] shape) => Of("batchnorm", name, new { op = "batch_norm", shape }, shape, x =>
    {
        BatchNorm norm = shape.Length == 2 ? new BatchNorm1d(shape[1]) : new BatchNorm2d(shape[1]);
        return Work.Training(() => norm.Forward(x), [x, .. norm.Parameters()]);
    });

    private static Benchmark Layer(string name, int rows, int features) => Of("layernorm", name, new { op = "layer_norm", shape = new[] { rows, features } }, [rows, features], x =>
    {
        var norm = new LayerNorm([features]);
        return Work.Training(() => norm.Forward(x), [x, .. norm.Parameters()]);
    });

    private static Benchmark Group(string name, int groups, params int[] shape) => Of("groupnorm", name, new { op = "group_norm", shape, groups }, shape, x =>
    {
        var norm = new GroupNorm(groups, shape[1]);
        return Work.Training(() => norm.Forward(x), [x, .. norm.Parameters()]);
    });

    private static Benchmark Of(string family, string name, object torch, int[] shape, Func<Tensor, Action> work) =>
        new(family, name, torch, () => work(Work.Numbers(shape)), Bytes: 4.0 * 5 * shape.Aggregate(1.0, (count, size) => count * size));
}
