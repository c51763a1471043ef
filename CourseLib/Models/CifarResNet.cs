using CourseLib.Activations;
using CourseLib.Layers;
using CourseLib.Norms;

namespace CourseLib.Models;

/// <summary>ResNet for CIFAR-10 (He et al. 2016, section 4.2): 6n + 2 layers, three stages of 16, 32 and 64 channels, shortcuts without parameters.</summary>
public static class CifarResNet
{
    /// <summary>A network of that many layers; 269,722 parameters for 20, and 853,018 for 56, with or without shortcuts.</summary>
    /// <param name="depth">6n + 2: 8, 14, 20, 32, 44, 56, 110.</param>
    /// <param name="classes">Number of logits.</param>
    /// <param name="inChannels">Channels of the images.</param>
    /// <param name="shortcut">How the shortcuts change shape; <see cref="Shortcut.None"/> gives the plain network to compare with.</param>
    /// <param name="width">Channels of the first stage.</param>
    /// <param name="stochasticDepth">The probability with which the last block's branch is dropped while training; that of the others grows from 0 with their depth (Huang et al. 2016, equation 4).</param>
    /// <param name="seed">Fixes the weights, and which branches are dropped.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public static Sequential Create(int depth = 20, int classes = 10, int inChannels = 3, Shortcut shortcut = Shortcut.Padding, int width = 16, float stochasticDepth = 0, int? seed = null)
    {
        LayerFactory.Refuse(nameof(CifarResNet), classes, inChannels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        if (depth < 8 || (depth - 2) % 6 != 0) throw new ArgumentException($"CifarResNet: there is no network of {depth} layers; give 6n + 2, such as 8, 14, 20, 32, 44, 56 or 110");
        if (stochasticDepth != 0 && shortcut == Shortcut.None) throw new ArgumentException("CifarResNet: a network without shortcuts has nothing left where a branch is dropped; leave stochasticDepth 0, or give it shortcuts");
        var make = new LayerFactory(seed);
        var layers = new List<(string, Module)> { ("conv1", make.Conv(inChannels, width, 3)), ("bn1", new BatchNorm2d(width)), ("relu", new ReLU()) };
        int from = width, blocks = (depth - 2) / 2, block = 0;
        Func<int, Module>? Dropped(int number) => stochasticDepth == 0 ? null : _ => new StochasticDepth(StochasticDepth.Rate(number, blocks, stochasticDepth), make.Next());
        for (int stage = 0; stage < 3; stage++)
        {
            var chain = new List<Module>();
            for (int index = 0; index < (depth - 2) / 6; index++)
            {
                int channels = width << stage;
                chain.Add(new BasicBlock(from, channels, index == 0 && stage > 0 ? 2 : 1, shortcut, gate: Dropped(++block), seed: make.Next()));
                from = channels;
            }
            layers.Add(($"layer{stage + 1}", new Sequential([.. chain])));
        }
        return new([.. layers, ("avgpool", new GlobalAvgPool2d()), ("linear", make.Linear(from, classes))]);
    }
}
