using CourseLib.Layers;

namespace CourseLib.Models;

/// <summary>ShuffleNetV2 (Ma et al. 2018, table 5), with PyTorch's names for all parameters.</summary>
public static class ShuffleNetV2
{
    /// <summary>The network of the table's column of that width: 2,278,604 parameters for 1 and 1000 classes.</summary>
    /// <param name="classes">Number of logits.</param>
    /// <param name="inChannels">Channels of the images.</param>
    /// <param name="width">0.5, 1, 1.5 or 2.</param>
    /// <param name="seed">Fixes the weights.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public static Sequential Create(int classes = 1000, int inChannels = 3, float width = 1, int? seed = null)
    {
        LayerFactory.Refuse(nameof(ShuffleNetV2), classes, inChannels);
        (int channels, int last) = width switch
        {
            0.5f => (48, 1024),
            1f => (116, 1024),
            1.5f => (176, 1024),
            2f => (244, 2048),
            _ => throw new ArgumentException($"ShuffleNetV2: there is no network of width {width}; give 0.5, 1, 1.5 or 2"),
        };
        var make = new LayerFactory(seed);
        var layers = new List<(string, Module)> { ("conv1", make.ConvNormReLU(inChannels, 24, 3, stride: 2)), ("maxpool", new MaxPool2d(3, 2, 1)) };
        int from = 24;
        int[] repeats = [4, 8, 4];
        for (int stage = 0; stage < repeats.Length; stage++)
        {
            int to = channels << stage;
            var units = new List<Module> { new ShuffleUnitV2(from, to, stride: 2, seed: make.Next()) };
            while (units.Count < repeats[stage]) units.Add(new ShuffleUnitV2(to, to, seed: make.Next()));
            layers.Add(($"stage{stage + 2}", new Sequential([.. units])));
            from = to;
        }
        return new([.. layers, ("conv5", make.ConvNormReLU(from, last, 1)), ("avgpool", new GlobalAvgPool2d()), ("fc", make.Linear(last, classes))]);
    }
}
