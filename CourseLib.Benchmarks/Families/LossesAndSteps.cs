using CourseLib.Losses;
using CourseLib.Optimizers;
using CourseLib.Tensors;

namespace CourseLib.Benchmarks.Families;

/// <summary>Softmax cross-entropy with its backward, and the steps of the optimisers over LeNet's 1.26 million weights and over one of 25 million.</summary>
internal static class LossesAndSteps
{
    public static IEnumerable<Benchmark> All =>
    [
        CrossEntropy(128, 10), CrossEntropy(128, 1000), CrossEntropy(4096, 100),
        .. new[] { 1_256_080, 25_000_000 }.SelectMany(count => new[]
        {
            Step("SGD", "sgd", count, weights => new Sgd(weights, 0.01f), 3),
            Step("SGD, Nesterov, decay", "nesterov", count, weights => new Sgd(weights, 0.01f, 0.9f, 5e-4f, nesterov: true), 5),
            Step("Adam", "adam", count, weights => new Adam(weights), 7),
            Step("AdamW", "adamw", count, weights => new AdamW(weights), 7),
            Step("RMSprop", "rmsprop", count, weights => new RMSprop(weights), 5),
        }),
    ];

    private static Benchmark CrossEntropy(int rows, int classes) =>
        new("softmax-ce", $"{rows}×{classes}, with backward", new { op = "cross_entropy", rows, classes }, () =>
        {
            Tensor logits = Work.Numbers(rows, classes);
            logits.RequiresGrad = true;
            int[] labels = [.. Enumerable.Range(0, rows).Select(row => row * 7 % classes)];
            return () =>
            {
                logits.ZeroGrad();
                Loss.CrossEntropy(logits, labels).Backward();
            };
        }, Bytes: 4.0 * 4 * rows * classes);

    private static Benchmark Step(string name, string kind, int count, Func<Tensor[], Optimizer> make, int passes) =>
        new("optimizer", $"{name}, {count} weights", new { op = "optimizer", kind, count }, () =>
        {
            Tensor weight = Work.Numbers(count);
            weight.RequiresGrad = true;
            weight.Grad = Work.Numbers(count);
            Optimizer optimizer = make([weight]);
            return optimizer.Step;
        }, Bytes: 4.0 * passes * count);
}
