using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Benchmarks.Families;

/// <summary>Convolutions of the networks of the course, forward alone and with their backward.</summary>
internal static class Convolutions
{
    public static IEnumerable<Benchmark> All => [.. Shapes.Select(shape => shape.Of(training: false)), .. Shapes.Select(shape => shape.Of(training: true))];

    private static readonly Shape[] Shapes =
    [
        new("3×3 64→64 56×56 b8 (ResNet)", 8, 64, 64, 56, 3, 1, 1),
        new("3×3 128→128 28×28 b8 (ResNet)", 8, 128, 128, 28, 3, 1, 1),
        new("3×3 256→256 14×14 b8 (ResNet)", 8, 256, 256, 14, 3, 1, 1),
        new("3×3 512→512 7×7 b8 (ResNet)", 8, 512, 512, 7, 3, 1, 1),
        new("3×3 64→128 56×56 stride 2 b8", 8, 64, 128, 56, 3, 2, 1),
        new("3×3 16→16 32×32 b128 (ResNet-20)", 128, 16, 16, 32, 3, 1, 1),
        new("3×3 32→32 16×16 b128 (ResNet-20)", 128, 32, 32, 16, 3, 1, 1),
        new("3×3 64→64 8×8 b128 (ResNet-20)", 128, 64, 64, 8, 3, 1, 1),
        new("5×5 20→50 14×14 b128 (LeNet)", 128, 20, 50, 14, 5, 1, 0),
        new("5×5 3→20 32×32 b128 (first layer)", 128, 3, 20, 32, 5, 1, 0),
        new("5×5 1→20 28×28 b128 (first layer)", 128, 1, 20, 28, 5, 1, 2),
        new("3×3 3→64 32×32 b32 (first layer)", 32, 3, 64, 32, 3, 1, 1),
        new("7×7 3→64 112×112 stride 2 b4 (first layer)", 4, 3, 64, 112, 7, 2, 3),
        new("1×1 64→256 28×28 b8", 8, 64, 256, 28, 1, 1, 0),
        new("1×1 256→64 28×28 b8", 8, 256, 64, 28, 1, 1, 0),
        new("1×1 256→512 28×28 stride 2 b8", 8, 256, 512, 28, 1, 2, 0),
        new("depthwise 3×3 128 28×28 b8", 8, 128, 128, 28, 3, 1, 1, Groups: 128),
        new("depthwise 3×3 128 28×28 stride 2 b8", 8, 128, 128, 28, 3, 2, 1, Groups: 128),
        new("grouped 3×3 128→128 in 4 28×28 b8", 8, 128, 128, 28, 3, 1, 1, Groups: 4),
        new("dilated 3×3 64→64 28×28 b8", 8, 64, 64, 28, 3, 1, 2, Dilation: 2),
        new("transposed 4×4 64→32 14×14 stride 2 b8", 8, 64, 32, 14, 4, 2, 1, Transposed: true),
    ];

    private sealed record Shape(
        string Name, int Batch, int From, int To, int Size, int Kernel, int Stride, int Pad, int Groups = 1, int Dilation = 1, bool Transposed = false)
    {
        public Benchmark Of(bool training)
        {
            int output = Transposed ? (Size - 1) * Stride - 2 * Pad + Kernel : (Size + 2 * Pad - Dilation * (Kernel - 1) - 1) / Stride + 1;
            double places = Batch * (Transposed ? (double)Size * Size : (double)output * output);
            double multiplyAdds = places * From * To / Groups * Kernel * Kernel;
            var torch = new
            {
                op = "conv",
                train = training,
                batch = Batch,
                from = From,
                to = To,
                size = Size,
                kernel = Kernel,
                stride = Stride,
                pad = Pad,
                groups = Groups,
                dilation = Dilation,
                transposed = Transposed,
            };
            return new(training ? "conv-train" : "conv", Name, torch, () =>
            {
                Tensor x = Work.Numbers(Batch, From, Size, Size), bias = Work.Numbers(To);
                Tensor weight = Transposed ? Work.Numbers(From, To, Kernel, Kernel) : Work.Numbers(To, From / Groups, Kernel, Kernel);
                Tensor Forward() => Transposed
                    ? Functional.ConvTranspose2d(x, weight, bias, Stride, Pad)
                    : Functional.Conv2d(x, weight, bias, Stride, Pad, Dilation, Groups);
                return training ? Work.Training(Forward, x, weight, bias) : Work.Inference(Forward);
            }, Flops: (training ? 6 : 2) * multiplyAdds);
        }
    }
}
