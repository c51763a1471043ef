using CourseLib.Activations;
using CourseLib.Layers;
using CourseLib.Norms;
using CourseLib.Tensors;

namespace CourseLib.Models;

/// <summary>ResNet for large images (He et al. 2016, table 1), with PyTorch's names for all parameters.</summary>
public sealed class ResNet : Module
{
    private readonly Sequential body;
    private readonly Linear fc;

    private ResNet(Sequential body, Linear fc)
    {
        this.body = body;
        foreach ((string name, Module module) in body.Children) RegisterModule(name, module);
        this.fc = RegisterModule("fc", fc);
    }

    /// <summary>
    /// The network of that many layers. With 1000 classes it has 11,689,512 parameters for 18; 21,797,672 for 34; 25,557,032 for 50; 44,549,160 for 101; 60,192,808 for 152.
    /// </summary>
    /// <param name="depth">18, 34, 50, 101 or 152.</param>
    /// <param name="classes">Number of logits.</param>
    /// <param name="inChannels">Channels of the images.</param>
    /// <param name="zeroInit">Whether the last γ of each block starts at 0, so that each starts as the identity.</param>
    /// <param name="gate">Makes a module for the end of each branch from its number of channels: <c>c => new SqueezeExcite(c)</c> gives SE-ResNet (Hu et al. 2018).</param>
    /// <param name="conv3x3">Makes another module than a 3×3 convolution in the blocks of the last stage, from input channels, output channels and stride: deformable ones (Dai et al. 2017).</param>
    /// <param name="seed">Fixes the weights.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public static ResNet Create(int depth = 50, int classes = 1000, int inChannels = 3, bool zeroInit = false, Func<int, Module>? gate = null, Func<int, int, int, Module>? conv3x3 = null, int? seed = null)
    {
        LayerFactory.Refuse(nameof(ResNet), classes, inChannels);
        int[] blocks = depth switch
        {
            18 => [2, 2, 2, 2],
            34 or 50 => [3, 4, 6, 3],
            101 => [3, 4, 23, 3],
            152 => [3, 8, 36, 3],
            _ => throw new ArgumentException($"ResNet: there is no network of {depth} layers; give 18, 34, 50, 101 or 152"),
        };
        var make = new LayerFactory(seed);
        var body = new List<(string, Module)>
        {
            ("conv1", make.Conv(inChannels, 64, 7, stride: 2)), ("bn1", new BatchNorm2d(64)), ("relu", new ReLU()), ("maxpool", new MaxPool2d(3, 2, 1)),
        };
        int from = 64;
        for (int stage = 0; stage < blocks.Length; stage++)
        {
            var chain = new List<Module>();
            Func<int, int, int, Module>? other = stage == blocks.Length - 1 ? conv3x3 : null;
            for (int index = 0; index < blocks[stage]; index++)
            {
                int channels = 64 << stage, stride = index == 0 && stage > 0 ? 2 : 1;
                ResidualBlock block = depth < 50
                    ? new BasicBlock(from, channels, stride, zeroInit: zeroInit, gate: gate, conv3x3: other, seed: make.Next())
                    : new Bottleneck(from, channels, stride, zeroInit: zeroInit, gate: gate, conv3x3: other, seed: make.Next());
                chain.Add(block);
                from = block.OutChannels;
            }
            body.Add(($"layer{stage + 1}", new Sequential([.. chain])));
        }
        return new(new([.. body]), make.Linear(from, classes));
    }

    /// <summary>The channels before the pooling, from which the classifier's maps follow: (N, C, H/32, W/32).</summary>
    public Tensor Features(Tensor x)
    {
        foreach ((_, Module module) in body.Children) x = module.ForwardObserved(x);
        return x;
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, fc.Forward(Functional.GlobalAvgPool2d(Features(x))));
}
