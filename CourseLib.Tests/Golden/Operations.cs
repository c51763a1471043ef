using CourseLib.Autograd;
using CourseLib.Losses;
using CourseLib.Norms;
using CourseLib.Tensors;
using static CourseLib.Layers.Functional;

namespace CourseLib.Tests.Golden;

/// <summary>Every differentiable operation, in the variants that PyTorch was asked for: one table drives the comparison with PyTorch and with finite differences. A family stands in the file of its name, beside the script that asks PyTorch.</summary>
public static partial class Operations
{
    private static readonly int[] Labels = [2, 0, 4, 4];

    private static Dictionary<string, Func<Tensor[], Tensor>> Basics => new()
    {
        ["add"] = x => x[0] + x[1],
        ["add, column and row"] = x => x[0] + x[1],
        ["add, channels"] = x => x[0] + x[1],
        ["subtract, row from matrix"] = x => x[0] - x[1],
        ["subtract, matrix from row"] = x => x[0] - x[1],
        ["multiply"] = x => x[0] * x[1],
        ["multiply, interleaved axes"] = x => x[0] * x[1],
        ["multiply, by itself"] = x => x[0] * x[0],
        ["divide"] = x => x[0] / x[1],
        ["numbers on both sides"] = x => 2f - 3f / (1f + x[0] * 2f) + x[0] / 4f,
        ["negate"] = x => -x[0],
        ["power 3"] = x => x[0].Pow(3),
        ["power -0.5"] = x => x[0].Pow(-0.5f),
        ["square"] = x => x[0].Square(),
        ["root"] = x => x[0].Sqrt(),
        ["exponential"] = x => x[0].Exp(),
        ["logarithm"] = x => x[0].Log(),
        ["absolute value"] = x => x[0].Abs(),
        ["tanh"] = x => x[0].Tanh(),
        ["sigmoid"] = x => x[0].Sigmoid(),
        ["relu"] = x => x[0].Relu(),
        ["clamp"] = x => x[0].Clamp(-0.51f, 0.85f),
        ["maximum"] = x => Tensor.Maximum(x[0], x[1]),
        ["minimum"] = x => Tensor.Minimum(x[0], x[1]),
        ["where"] = x => Tensor.Where(Tensor.From([1, 0, 1]), x[0], x[1]),

        ["matrix product"] = x => x[0].MatMul(x[1]),
        ["matrix product, batch"] = x => x[0].MatMul(x[1]),
        ["matrix product, batch by one"] = x => x[0].MatMul(x[1]),
        ["matrix product, one by batch"] = x => x[0].MatMul(x[1]),
        ["matrix product, broadcast batches"] = x => x[0].MatMul(x[1]),
        ["matrix by vector"] = x => x[0].MatMul(x[1]),
        ["vector by matrix"] = x => x[0].MatMul(x[1]),
        ["vector by vector"] = x => x[0].MatMul(x[1]),

        ["sum"] = x => x[0].Sum(),
        ["sum over the middle"] = x => x[0].Sum(1),
        ["sum over N, H and W"] = x => x[0].Sum([0, 2, 3], keepDims: true),
        ["sum over first and third"] = x => x[0].Sum([0, 2]),
        ["mean"] = x => x[0].Mean([0, -1], keepDims: true),
        ["variance, unbiased"] = x => x[0].Var(),
        ["variance, biased"] = x => x[0].Var([0, 2, 3], unbiased: false, keepDims: true),
        ["standard deviation"] = x => x[0].Std([1]),
        ["largest"] = x => x[0].Max(),
        ["largest over the middle"] = x => x[0].Max([1], keepDims: true),
        ["largest over first and last"] = x => x[0].Max([0, 2]),
        ["smallest"] = x => x[0].Min([1]),
        ["softmax"] = x => x[0].Softmax(),
        ["softmax over channels"] = x => x[0].Softmax(1),
        ["log softmax"] = x => x[0].LogSoftmax(),
        ["log softmax over rows"] = x => x[0].LogSoftmax(0),
        ["log sum exp"] = x => x[0].LogSumExp([0, 2]),
        ["norm"] = x => x[0].Norm(),

        ["reshape"] = x => x[0].Reshape(4, -1) * Tensor.Arange(6),
        ["flatten"] = x => x[0].Flatten(1),
        ["permute"] = x => x[0].Permute(2, 0, 3, 1),
        ["transpose"] = x => x[0].Transpose(0, 2),
        ["broadcast"] = x => x[0].BroadcastTo(3, 2, 4),
        ["concatenate"] = x => Tensor.Concat(x, 1),
        ["stack"] = x => Tensor.Stack(x, -1),
        ["pad"] = x => x[0].Pad([(0, 0), (0, 3), (1, 2)], 7),
        ["slice"] = x => x[0][1..3, .., 2],
        ["select rows"] = x => x[0].IndexSelect(0, [2, 0, 2]),
        ["select columns"] = x => x[0].IndexSelect(1, [1, 1, 3]),

        ["linear"] = x => Linear(x[0], x[1], x[2]),
        ["linear without bias"] = x => Linear(x[0], x[1]),
        ["linear of three axes"] = x => Linear(x[0], x[1], x[2]),
        ["convolution, plain"] = x => Conv2d(x[0], x[1], x[2]),
        ["convolution, without bias"] = x => Conv2d(x[0], x[1]),
        ["convolution, odd sizes"] = x => Conv2d(x[0], x[1], x[2], stride: (2, 1), padding: (0, 1)),
        ["convolution, stride 2, padding 1"] = x => Conv2d(x[0], x[1], x[2], stride: 2, padding: 1),
        ["convolution, stride leaves a rest"] = x => Conv2d(x[0], x[1], x[2], stride: 3),
        ["convolution, dilation"] = x => Conv2d(x[0], x[1], x[2], dilation: 2, padding: 2),
        ["convolution, dilation by axis"] = x => Conv2d(x[0], x[1], x[2], dilation: (2, 3), stride: (1, 2), padding: (1, 2)),
        ["convolution, groups"] = x => Conv2d(x[0], x[1], x[2], groups: 2, padding: 1),
        ["convolution, depthwise"] = x => Conv2d(x[0], x[1], x[2], groups: 3, padding: 1, stride: 2),
        ["convolution, depthwise times 2"] = x => Conv2d(x[0], x[1], x[2], groups: 2, padding: 1),
        ["convolution, 1×1"] = x => Conv2d(x[0], x[1], x[2]),
        ["convolution, 1×1, stride 2"] = x => Conv2d(x[0], x[1], x[2], stride: 2),
        ["convolution, 5×5 same"] = x => Conv2d(x[0], x[1], x[2], padding: 2),
        ["convolution, padding beyond the kernel"] = x => Conv2d(x[0], x[1], x[2], padding: 3),
        ["convolution, kernel is the image"] = x => Conv2d(x[0], x[1], x[2]),

        ["maximum pooling"] = x => MaxPool2d(x[0], 2),
        ["maximum pooling, overlapping"] = x => MaxPool2d(x[0], 3, 2, 1),
        ["maximum pooling, oblong"] = x => MaxPool2d(x[0], (2, 3), (1, 2)),
        ["maximum pooling, dilation"] = x => MaxPool2d(x[0], 2, 1, dilation: 2),
        ["average pooling"] = x => AvgPool2d(x[0], 2),
        ["average pooling, padding counts"] = x => AvgPool2d(x[0], 3, 2, 1),
        ["average pooling, padding does not count"] = x => AvgPool2d(x[0], 3, 2, 1, countPadding: false),

        ["batch normalisation of images"] = x => Function.Apply(new BatchNormFunction(1e-5f), x),
        ["batch normalisation of rows"] = x => Function.Apply(new BatchNormFunction(1e-5f), x),
        ["batch normalisation of sequences"] = x => Function.Apply(new BatchNormFunction(1e-5f), x),
        ["batch normalisation, not affine"] = x => Function.Apply(new BatchNormFunction(0.1f), x),
        ["batch normalisation, evaluation"] = x => Function.Apply(new FixedNormFunction(Tensor.From([0.5f, -1]), Tensor.From([2, 0.3f]), 1e-5f), x),

        ["cross-entropy"] = x => Loss.CrossEntropy(x[0], Labels),
        ["mean squared error"] = x => Loss.MeanSquaredError(x[0], x[1]),
        ["mean absolute error"] = x => Loss.MeanAbsoluteError(x[0], x[1]),
        ["logistic loss"] = x => Loss.BinaryCrossEntropy(x[0], Tensor.From([1, 0, 1, 0.25f])),
    };

    private static readonly Dictionary<string, Func<Tensor[], Tensor>> Table = new[] { Basics, Norms, Convolutions, Activations, Losses }.SelectMany(family => family).ToDictionary();

    public static IEnumerable<string> Names => Table.Keys;

    public static TheoryData<string> All => [.. Table.Keys];

    public static Func<Tensor[], Tensor> Named(string name) => Table[name];
}
