using CourseLib.Layers;

namespace CourseLib.Models;

/// <summary>ShuffleNet (Zhang et al. 2018, table 1).</summary>
public static class ShuffleNetV1
{
    /// <summary>The network of the table's column for that many groups.</summary>
    /// <param name="classes">Number of logits.</param>
    /// <param name="inChannels">Channels of the images.</param>
    /// <param name="groups">1, 2, 3, 4 or 8.</param>
    /// <param name="seed">Fixes the weights.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public static Sequential Create(int classes = 1000, int inChannels = 3, int groups = 3, int? seed = null)
    {
        LayerFactory.Refuse(nameof(ShuffleNetV1), classes, inChannels);
        int channels = groups switch
        {
            1 => 144,
            2 => 200,
            3 => 240,
            4 => 272,
            8 => 384,
            _ => throw new ArgumentException($"ShuffleNetV1: there is no network of {groups} groups; give 1, 2, 3, 4 or 8"),
        };
        var make = new LayerFactory(seed);
        var layers = new List<(string, Module)> { ("conv1", make.ConvNormReLU(inChannels, 24, 3, stride: 2)), ("maxpool", new MaxPool2d(3, 2, 1)) };
        int from = 24;
        int[] repeats = [4, 8, 4];
        for (int stage = 0; stage < repeats.Length; stage++)
        {
            int to = channels << stage;
            var units = new List<Module> { new ShuffleUnitV1(from, to, groups, stride: 2, groupFirst: stage > 0, seed: make.Next()) };
            while (units.Count < repeats[stage]) units.Add(new ShuffleUnitV1(to, to, groups, seed: make.Next()));
            layers.Add(($"stage{stage + 2}", new Sequential([.. units])));
            from = to;
        }
        return new([.. layers, ("avgpool", new GlobalAvgPool2d()), ("fc", make.Linear(from, classes))]);
    }
}
