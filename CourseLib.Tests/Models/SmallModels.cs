using CourseLib.Layers;
using CourseLib.Models;
using CourseLib.Tensors;

namespace CourseLib.Tests.Models;

/// <summary>Every network and block in a small form, with an input that it takes.</summary>
public static class SmallModels
{
    private const int Classes = 7;

    private static readonly Dictionary<string, (Func<int, Module> Create, int[] Input)> Table = new()
    {
        ["LeNet5"] = (seed => LeNet5.Create(classes: Classes, seed: seed), [2, 3, 32, 32]),
        ["AlexNet"] = (seed => AlexNet.Create(Classes, 2, 63, hidden: 64, seed: seed), [2, 2, 63, 63]),
        ["NIN"] = (seed => NIN.Create(Classes, seed: seed), [2, 3, 17, 15]),
        ["VGG-11"] = (seed => VGG.Create(11, Classes, 1, 32, hidden: 32, seed: seed), [2, 1, 32, 32]),
        ["GoogLeNet"] = (seed => new WithAuxiliary(GoogLeNet.Create(Classes, 3, 65, seed: seed)), [2, 3, 65, 65]),
        ["GoogLeNet, normalised"] = (seed => GoogLeNet.Create(Classes, 1, 40, auxiliary: false, batchNorm: true, seed: seed), [3, 1, 40, 40]),
        ["InceptionBlock, naive"] = (seed => new Classified(InceptionBlock.Naive(3, 4, 5, 6, seed: seed), 18), [2, 3, 7, 6]),
        ["ResNet-18"] = (seed => ResNet.Create(18, Classes, seed: seed), [3, 3, 35, 33]),
        ["Bottleneck, squeeze and excitation"] = (seed => new Classified(new Bottleneck(6, 8, 2, gate: channels => new SqueezeExcite(channels, 4, seed), seed: seed), 32), [3, 6, 9, 8]),
        ["BasicBlock, deformable"] = (seed => new Classified(new BasicBlock(4, 6, 2, conv3x3: Deformable(seed), seed: seed), 6), [3, 4, 9, 8]),
        ["CifarResNet-8"] = (seed => CifarResNet.Create(8, Classes, seed: seed), [3, 3, 16, 17]),
        ["CifarResNet-8, projections"] = (seed => CifarResNet.Create(8, Classes, shortcut: Shortcut.Projection, seed: seed), [3, 3, 16, 17]),
        ["CifarResNet-8, stochastic depth"] = (seed => CifarResNet.Create(8, Classes, stochasticDepth: 0.2f, seed: seed), [3, 3, 8, 8]),
        ["CifarResNet-8, plain"] = (seed => CifarResNet.Create(8, Classes, shortcut: Shortcut.None, seed: seed), [3, 3, 16, 16]),
        ["MobileNetV1"] = (seed => MobileNetV1.Create(Classes, width: 0.25f, seed: seed), [4, 3, 33, 34]),
        ["MobileNetV2"] = (seed => MobileNetV2.Create(Classes, width: 0.5f, seed: seed), [4, 3, 40, 36]),
        ["DenseNet"] = (seed => DenseNet.Create([2, 3, 2], Classes, 3, growth: 8, seed: seed), [3, 3, 32, 36]),
        ["ShuffleNetV1"] = (seed => ShuffleNetV1.Create(Classes, groups: 2, seed: seed), [4, 3, 34, 34]),
        ["ShuffleNetV2"] = (seed => ShuffleNetV2.Create(Classes, width: 0.5f, seed: seed), [4, 3, 34, 34]),
        ["SelectiveKernel"] = (seed => new Classified(new SelectiveKernel(4, 8, groups: 2, seed: seed), 8), [3, 4, 7, 6]),
        ["CondConv2d"] = (seed => new Classified(new CondConv2d(3, 5, 3, experts: 3, stride: 2, padding: 1, seed: seed), 5), [3, 3, 7, 6]),
        ["NonLocalBlock"] = (seed => new Classified(new NonLocalBlock(4, zeroInit: false, seed: seed), 4), [3, 4, 5, 6]),
        ["MobileViTBlock"] = (seed => new Classified(new MobileViTBlock(4, 8, heads: 2, seed: seed), 4), [3, 4, 4, 6]),
        ["VisionTransformer"] = (seed => VisionTransformer.Create(Classes, 3, 16, depth: 2, features: 16, heads: 4, seed: seed), [2, 3, 16, 16]),
        ["DartsNetwork"] = (seed => DartsNetwork.Create(Classes, channels: 4, seed: seed), [4, 3, 8, 8]),
        ["MnasSearch"] = (seed => new MnasSearch([8, 12]).Build([5, 7], Classes, seed: seed), [3, 3, 9, 8]),
    };

    public static TheoryData<string> Names => [.. Table.Keys];

    public static Module Create(string name, int seed) => Table[name].Create(seed);

    public static Tensor Input(string name) => Tensor.Randn(Table[name].Input, seed: 11);

    private static Func<int, int, int, Module> Deformable(int seed) => (from, to, stride) => new DeformableConvBlock(from, to, 3, stride, 1, bias: false, seed: seed);

    /// <summary>A block with a classifier behind it.</summary>
    private sealed class Classified : Module
    {
        private readonly Module block;
        private readonly Linear head;

        public Classified(Module block, int channels)
        {
            this.block = RegisterModule("block", block);
            head = RegisterModule("head", new Linear(channels, Classes, seed: 3));
        }

        public override Tensor Forward(Tensor x) => head.Forward(Functional.GlobalAvgPool2d(block.Forward(x).Square()));
    }

    /// <summary>The logits of all three classifiers added up, so that one loss reaches all parameters.</summary>
    private sealed class WithAuxiliary : Module
    {
        private readonly GoogLeNet net;

        public WithAuxiliary(GoogLeNet net) => this.net = RegisterModule("net", net);

        public override Tensor Forward(Tensor x)
        {
            (Tensor main, Tensor first, Tensor second) = net.ForwardWithAuxiliary(x);
            return main + first + second;
        }
    }
}
