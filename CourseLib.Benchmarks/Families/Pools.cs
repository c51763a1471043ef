using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Benchmarks.Families;

/// <summary>Pooling, forward alone and with its backward.</summary>
internal static class Pools
{
    public static IEnumerable<Benchmark> All => new[] { false, true }.SelectMany(training => new[]
    {
        Pool("max 2×2 64×64×32×32", "max", training, [64, 64, 32, 32], 2, 2, 0),
        Pool("max 2×2 128×20×28×28 (LeNet)", "max", training, [128, 20, 28, 28], 2, 2, 0),
        Pool("max 3×3 stride 2 8×64×112×112 (ResNet)", "max", training, [8, 64, 112, 112], 3, 2, 1),
        Pool("average 2×2 64×64×32×32", "avg", training, [64, 64, 32, 32], 2, 2, 0),
        Pool("global average 64×512×7×7", "global", training, [64, 512, 7, 7], 7, 7, 0),
    });

    private static Benchmark Pool(string name, string kind, bool training, int[] shape, int kernel, int stride, int pad)
    {
        double inputs = shape.Aggregate(1.0, (count, size) => count * size), outputs = inputs / (stride * stride);
        return new(training ? "pool-train" : "pool", name, new { op = "pool", kind, train = training, shape, kernel, stride, pad }, () =>
        {
            Tensor x = Work.Numbers(shape);
            Tensor Forward() => kind switch
            {
                "max" => Functional.MaxPool2d(x, kernel, stride, pad),
                "avg" => Functional.AvgPool2d(x, kernel, stride, pad),
                _ => Functional.GlobalAvgPool2d(x),
            };
            return training ? Work.Training(Forward, x) : Work.Inference(Forward);
        }, Bytes: 4 * (training ? 2 : 1) * (inputs + outputs));
    }
}
