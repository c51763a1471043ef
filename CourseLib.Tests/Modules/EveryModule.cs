using CourseLib.Activations;
using CourseLib.Layers;
using CourseLib.Models;
using CourseLib.Norms;

namespace CourseLib.Tests.Modules;

/// <summary>Every module of the library, with an input large enough for its work to be divided among threads; the first axis is the batch.</summary>
public static class EveryModule
{
    private static readonly int[] Rows = [600, 80], Sequences = [40, 8, 211], Images = [9, 8, 31, 33], Volumes = [4, 4, 9, 23, 25], Maps = [6, 8, 18, 16], Tokens = [12, 50, 24], Pictures = [6, 3, 32, 32];

    private static readonly Dictionary<string, (Func<Module> Create, int[] Input)> Table = new()
    {
        ["ArcTan"] = (() => new ArcTan(), Images),
        ["BinaryStep"] = (() => new BinaryStep(), Images),
        ["BipolarReLU"] = (() => new BipolarReLU(), Images),
        ["ELU"] = (() => new ELU(), Images),
        ["GELU"] = (() => new GELU(), Images),
        ["Hardswish"] = (() => new Hardswish(), Images),
        ["Identity"] = (() => new Identity(), Images),
        ["ISRLU"] = (() => new ISRLU(), Images),
        ["ISRU"] = (() => new ISRU(), Images),
        ["LeakyReLU"] = (() => new LeakyReLU(), Images),
        ["LogSoftmax"] = (() => new LogSoftmax(), Rows),
        ["Mish"] = (() => new Mish(), Images),
        ["PReLU"] = (() => new PReLU(), Images),
        ["PReLU, channels"] = (() => new PReLU(8), Images),
        ["ReLU"] = (() => new ReLU(), Images),
        ["ReLU6"] = (() => new ReLU6(), Images),
        ["RReLU"] = (() => new RReLU(seed: 1), Images),
        ["SiLU"] = (() => new SiLU(), Images),
        ["Sigmoid"] = (() => new Sigmoid(), Images),
        ["Softmax"] = (() => new Softmax(), Rows),
        ["Softmax, channels"] = (() => new Softmax(1), Images),
        ["Softplus"] = (() => new Softplus(), Images),
        ["Softsign"] = (() => new Softsign(), Images),
        ["SQNL"] = (() => new SQNL(), Images),
        ["Swish"] = (() => new Swish(1.5f), Images),
        ["Tanh"] = (() => new Tanh(), Images),

        ["Linear"] = (() => new Linear(80, 70, seed: 1), Rows),
        ["Linear, tokens"] = (() => new Linear(24, 70, seed: 1), Tokens),
        ["Conv1d"] = (() => new Conv1d(8, 6, 3, padding: 1, seed: 1), Sequences),
        ["Conv2d"] = (() => new Conv2d(8, 6, 3, padding: 1, seed: 1), Images),
        ["Conv2d, wide"] = (() => new Conv2d(8, 24, 3, padding: 1, seed: 1), [9, 8, 20, 24]),
        ["Conv2d, groups and stride"] = (() => new Conv2d(8, 12, (3, 5), 2, 2, (1, 2), 4, seed: 1), Images),
        ["Conv2d, 1×1"] = (() => new Conv2d(8, 12, 1, seed: 1), Images),
        ["Conv2d, reflected"] = (() => new Conv2d(8, 6, 3, padding: 1, seed: 1, paddingMode: PaddingMode.Reflect), Images),
        ["Conv3d"] = (() => new Conv3d(4, 4, 3, padding: 1, seed: 1), Volumes),
        ["ConvTranspose1d"] = (() => new ConvTranspose1d(8, 6, 3, 2, seed: 1), Sequences),
        ["ConvTranspose2d"] = (() => new ConvTranspose2d(8, 6, 3, 2, 1, seed: 1), Maps),
        ["ConvTranspose3d"] = (() => new ConvTranspose3d(4, 4, 2, 2, seed: 1), [4, 4, 5, 11, 9]),
        ["DepthwiseConv2d"] = (() => new DepthwiseConv2d(8, 3, padding: 1, seed: 1), Images),
        ["SeparableConv2d"] = (() => new SeparableConv2d(8, 12, 3, padding: 1, seed: 1), Images),
        ["DeformConv2d"] = (() => new DeformConv2d(8, 6, 3, padding: 1, seed: 1), Maps),
        ["DeformableConvBlock"] = (() => new DeformableConvBlock(8, 6, 3, padding: 1, modulated: true, seed: 1), Maps),
        ["MaxPool1d"] = (() => new MaxPool1d(3, 2, 1), Sequences),
        ["MaxPool2d"] = (() => new MaxPool2d(3, 2, 1), Images),
        ["AvgPool1d"] = (() => new AvgPool1d(3, 2, 1), Sequences),
        ["AvgPool2d"] = (() => new AvgPool2d(3, 2, 1), Images),
        ["AdaptiveAvgPool1d"] = (() => new AdaptiveAvgPool1d(5), Sequences),
        ["AdaptiveAvgPool2d"] = (() => new AdaptiveAvgPool2d((5, 4)), Images),
        ["AdaptiveMaxPool1d"] = (() => new AdaptiveMaxPool1d(5), Sequences),
        ["AdaptiveMaxPool2d"] = (() => new AdaptiveMaxPool2d((5, 4)), Images),
        ["GlobalAvgPool2d"] = (() => new GlobalAvgPool2d(), Images),
        ["ChannelShuffle"] = (() => new ChannelShuffle(4), Images),
        ["Dropout"] = (() => new Dropout(seed: 1), Images),
        ["Dropout2d"] = (() => new Dropout2d(seed: 1), Images),
        ["StochasticDepth"] = (() => new StochasticDepth(0.5f, seed: 1), Images),
        ["Flatten"] = (() => new Flatten(), Images),
        ["Sequential"] = (() => new Sequential(new Conv2d(8, 8, 3, seed: 1), new BatchNorm2d(8), new ReLU(), new Flatten()), Images),

        ["BatchNorm1d"] = (() => new BatchNorm1d(80), Rows),
        ["BatchNorm1d, sequences"] = (() => new BatchNorm1d(8), Sequences),
        ["BatchNorm2d"] = (() => new BatchNorm2d(8), Images),
        ["BatchNorm3d"] = (() => new BatchNorm3d(4), Volumes),
        ["SyncBatchNorm"] = (() => new SyncBatchNorm(8, new OneWorker()), Images),
        ["InstanceNorm1d"] = (() => new InstanceNorm1d(8, affine: true), Sequences),
        ["InstanceNorm2d"] = (() => new InstanceNorm2d(8, affine: true, trackRunningStats: true), Images),
        ["InstanceNorm3d"] = (() => new InstanceNorm3d(4, affine: true), Volumes),
        ["LayerNorm"] = (() => new LayerNorm(80), Rows),
        ["LayerNorm, images"] = (() => new LayerNorm([8, 31, 33]), Images),
        ["GroupNorm"] = (() => new GroupNorm(4, 8), Images),
        ["SwitchableNorm2d"] = (() => new SwitchableNorm2d(8), Images),

        ["AlexNet"] = (() => AlexNet.Create(7, size: 63, hidden: 64, seed: 1), [2, 3, 63, 63]),
        ["VGG"] = (() => VGG.Create(11, 7, hidden: 32, batchNorm: true, size: 32, seed: 1), [2, 3, 32, 32]),
        ["GoogLeNet"] = (() => GoogLeNet.Create(7, size: 40, auxiliary: false, batchNorm: true, seed: 1), [2, 3, 40, 40]),
        ["ResNet"] = (() => ResNet.Create(18, 7, seed: 1), [2, 3, 33, 32]),
        ["InceptionBlock"] = (() => new InceptionBlock(8, 6, 4, 8, 2, 4, 4, seed: 1), Maps),
        ["BasicBlock"] = (() => new BasicBlock(8, 12, 2, seed: 1), Maps),
        ["Bottleneck"] = (() => new Bottleneck(8, 4, 2, seed: 1), Maps),
        ["InvertedResidual"] = (() => new InvertedResidual(8, 8, seed: 1), Maps),
        ["DenseBlock"] = (() => new DenseBlock(8, 3, 8, seed: 1), Maps),
        ["ShuffleUnitV1"] = (() => new ShuffleUnitV1(8, 24, 2, 2, seed: 1), Maps),
        ["ShuffleUnitV2"] = (() => new ShuffleUnitV2(8, 8, seed: 1), Maps),
        ["SqueezeExcite"] = (() => new SqueezeExcite(8, 2, seed: 1), Maps),
        ["SelectiveKernel"] = (() => new SelectiveKernel(8, 8, groups: 2, seed: 1), Maps),
        ["CondConv2d"] = (() => new CondConv2d(8, 6, 3, padding: 1, seed: 1), Maps),
        ["NonLocalBlock"] = (() => new NonLocalBlock(8, zeroInit: false, seed: 1), Maps),
        ["MultiHeadAttention"] = (() => new MultiHeadAttention(24, 4, seed: 1), Tokens),
        ["TransformerBlock"] = (() => new TransformerBlock(24, 4, 48, seed: 1), Tokens),
        ["PatchEmbed"] = (() => new PatchEmbed(3, 16, 4, seed: 1), Pictures),
        ["VisionTransformer"] = (() => VisionTransformer.Create(7, size: 32, depth: 1, features: 16, seed: 1), Pictures),
        ["MobileViTBlock"] = (() => new MobileViTBlock(8, 16, 1, 2, seed: 1), Maps),
        ["MixedOp"] = (() => MixedOp.Darts(8, seed: 1), Maps),
        ["SearchCell"] = (() => new SearchCell(8, 8, 4, 2, seed: 1), Maps),
        ["DartsNetwork"] = (() => DartsNetwork.Create(7, channels: 4, seed: 1), [4, 3, 16, 16]),
    };

    public static TheoryData<string> Names => [.. Table.Keys];

    /// <summary>Without the large networks, whose layers and blocks are all among them.</summary>
    public static TheoryData<string> Parts => [.. Table.Keys.Except(["AlexNet", "VGG", "GoogLeNet", "ResNet"])];

    /// <summary>The types of which there is one.</summary>
    public static IEnumerable<string> Types => Table.Keys.Select(name => name.Split(',')[0]).Distinct();

    public static Module Create(string name) => Table[name].Create();

    /// <summary>The shape of the input with another number of examples, or its own.</summary>
    public static int[] Shape(string name, int? batch = null) => [batch ?? Table[name].Input[0], .. Table[name].Input[1..]];

    /// <summary>The only worker of its group, whose sums are the totals.</summary>
    private sealed class OneWorker : ICollective
    {
        public void AllReduce(Span<double> sums)
        {
        }
    }
}
