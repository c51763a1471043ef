using CourseLib.Layers;
using CourseLib.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace CourseLib.Benchmarks.Families;

/// <summary>Every activation, forward alone and with its backward, over 64×64×32×32 elements; and the functions under them beside those of .NET.</summary>
internal static class Activations
{
    private static readonly int[] Shape = [64, 64, 32, 32];

    public static IEnumerable<Benchmark> All => [.. Curves.SelectMany(curve => new[] { Activation(curve.Name, curve.Torch, curve.Forward, false), Activation(curve.Name, curve.Torch, curve.Forward, true) }), .. Functions];

    /// <summary>Their names, the expression in PyTorch's terms, and ours.</summary>
    private static IEnumerable<(string Name, string Torch, Func<Tensor, Tensor> Forward)> Curves =>
    [
        ("ReLU", "F.relu(x)", x => x.Relu()),
        ("LeakyReLU", "F.leaky_relu(x, 0.01)", x => Functional.LeakyReLU(x)),
        ("PReLU", "F.prelu(x, w)", x => Functional.PReLU(x, Quarter)),
        ("RReLU", "F.rrelu(x, training=True)", x => Functional.RReLU(x, training: true)),
        ("ReLU6", "F.relu6(x)", Functional.ReLU6),
        ("Hardswish", "F.hardswish(x)", Functional.Hardswish),
        ("Sigmoid", "torch.sigmoid(x)", x => x.Sigmoid()),
        ("Tanh", "torch.tanh(x)", x => x.Tanh()),
        ("ArcTan", "torch.atan(x)", Functional.ArcTan),
        ("Softsign", "F.softsign(x)", Functional.Softsign),
        ("Softplus", "F.softplus(x)", x => Functional.Softplus(x)),
        ("ELU", "F.elu(x)", x => Functional.ELU(x)),
        ("GELU", "F.gelu(x)", Functional.GELU),
        ("SiLU", "F.silu(x)", Functional.SiLU),
        ("Mish", "F.mish(x)", Functional.Mish),
        ("ISRU", "x * torch.rsqrt(1 + x * x)", x => Functional.ISRU(x)),
        ("Softmax", "F.softmax(x, 1)", x => x.Softmax(1)),
    ];

    private static IEnumerable<Benchmark> Functions =>
    [
        Function("exp", x => x.Exp(), TensorPrimitives.Exp),
        Function("log", x => x.Log(), TensorPrimitives.Log),
        Function("tanh", x => x.Tanh(), TensorPrimitives.Tanh),
        Function("sigmoid", x => x.Sigmoid(), TensorPrimitives.Sigmoid),
        Function("sqrt", x => x.Sqrt(), TensorPrimitives.Sqrt),
        Function("abs", x => x.Abs(), TensorPrimitives.Abs),
    ];

    private static readonly Tensor Quarter = Tensor.From([0.25f], [1]);

    private delegate void Span(ReadOnlySpan<float> x, Span<float> y);

    private static Benchmark Activation(string name, string torch, Func<Tensor, Tensor> forward, bool training) =>
        new(training ? "activation-train" : "activation", name, new { op = "activation", expression = torch, train = training, shape = Shape }, () =>
        {
            Tensor x = Tensor.Randn(Shape, seed: 1);
            return training ? Work.Training(() => forward(x), x) : Work.Inference(() => forward(x));
        }, Bytes: (training ? 5.0 : 2.0) * 4 * Shape.Aggregate(1.0, (count, size) => count * size));

    /// <summary>A million elements, into new memory each time on our side and on PyTorch's, into the same on .NET's.</summary>
    private static Benchmark Function(string name, Func<Tensor, Tensor> forward, Span rival)
    {
        const int count = 1 << 20;
        return new("function", $"{name} of {count}", new { op = "activation", expression = $"torch.{name}(x)", train = false, shape = new[] { count }, positive = true }, () =>
        {
            Tensor x = Positive();
            return Work.Inference(() => forward(x));
        }, Bytes: 8.0 * count)
        {
            Rivals = [("System.Numerics.Tensors", () =>
            {
                float[] x = Positive().ToArray(), y = new float[count];
                return () => rival(x, y);
            }
            )],
        };

        static Tensor Positive() => Tensor.Rand([count], new Generator(1)) + 0.1f;
    }
}
