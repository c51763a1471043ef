using CourseLib.Analysis;
using CourseLib.Layers;
using CourseLib.Models;

namespace CourseLib.Tests.Models;

/// <summary>Parameters and multiply-adds of the networks as published, for one image of their size. One class, so that the large ones are built one after another.</summary>
public sealed class TotalsTests : IDisposable
{
    private static readonly Dictionary<string, (Func<Module> Create, int[] Input, long Parameters, long MultiplyAdds)> Networks = new()
    {
        ["LeNet-5"] = (() => LeNet5.Create(channels: 1, size: 28, padding: 2, seed: 1), [1, 1, 28, 28], 1_256_080, 6_522_000),
        ["AlexNet"] = (() => AlexNet.Create(seed: 1), [1, 3, 224, 224], 61_100_840, 714_188_480),
        ["AlexNet, two towers"] = (() => AlexNet.Create(size: 227, twoTowers: true, seed: 1), [1, 3, 227, 227], 60_965_224, 728_274_944),
        ["NIN"] = (() => NIN.Create(seed: 1), [1, 3, 32, 32], 966_986, 222_486_528),
        ["VGG-11"] = (() => VGG.Create(11, seed: 1), [1, 3, 224, 224], 132_863_336, 7_609_090_048),
        ["VGG-16"] = (() => VGG.Create(16, seed: 1), [1, 3, 224, 224], 138_357_544, 15_470_264_320),
        ["VGG-19"] = (() => VGG.Create(19, seed: 1), [1, 3, 224, 224], 143_667_240, 19_632_062_464),
        ["GoogLeNet"] = (() => GoogLeNet.Create(auxiliary: false, seed: 1), [1, 3, 224, 224], 6_998_552, 1_582_671_872),
        ["GoogLeNet with auxiliary classifiers"] = (() => GoogLeNet.Create(seed: 1), [1, 3, 224, 224], 13_378_280, 1_582_671_872),
        ["ResNet-18"] = (() => ResNet.Create(18, seed: 1), [1, 3, 224, 224], 11_689_512, 1_814_073_344),
        ["ResNet-34"] = (() => ResNet.Create(34, seed: 1), [1, 3, 224, 224], 21_797_672, 3_663_761_408),
        ["ResNet-50"] = (() => ResNet.Create(50, seed: 1), [1, 3, 224, 224], 25_557_032, 4_089_184_256),
        ["ResNet-101"] = (() => ResNet.Create(101, seed: 1), [1, 3, 224, 224], 44_549_160, 7_801_405_440),
        ["ResNet-152"] = (() => ResNet.Create(152, seed: 1), [1, 3, 224, 224], 60_192_808, 11_513_626_624),
        ["SE-ResNet-50"] = (() => ResNet.Create(50, gate: channels => new SqueezeExcite(channels), seed: 1), [1, 3, 224, 224], 28_088_024, 4_091_699_200),
        ["CIFAR ResNet-20"] = (() => CifarResNet.Create(20, seed: 1), [1, 3, 32, 32], 269_722, 40_551_040),
        ["CIFAR ResNet-56"] = (() => CifarResNet.Create(56, seed: 1), [1, 3, 32, 32], 853_018, 125_485_696),
        ["MobileNet v1"] = (() => MobileNetV1.Create(seed: 1), [1, 3, 224, 224], 4_231_976, 568_740_352),
        ["MobileNet v2"] = (() => MobileNetV2.Create(seed: 1), [1, 3, 224, 224], 3_504_872, 300_774_272),
        ["DenseNet-121"] = (() => DenseNet.Create(seed: 1), [1, 3, 224, 224], 7_978_856, 2_834_161_664),
        ["ShuffleNet v1"] = (() => ShuffleNetV1.Create(seed: 1), [1, 3, 224, 224], 1_865_728, 137_460_672),
        ["ShuffleNet v2"] = (() => ShuffleNetV2.Create(seed: 1), [1, 3, 224, 224], 2_278_604, 144_907_992),
        ["ViT-B/16"] = (() => VisionTransformer.Base16(seed: 1), [1, 3, 224, 224], 86_567_656, 16_848_500_736),
    };

    /// <summary>Gives back the weights of a large network before the next one is built; a full collection finds them at once.</summary>
    public void Dispose()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    public static TheoryData<string> Names => [.. Networks.Keys];

    [Theory, MemberData(nameof(Names))]
    public void The_network_has_the_published_parameters_and_multiply_adds(string name)
    {
        (Func<Module> create, int[] input, long parameters, long multiplyAdds) = Networks[name];
        var cost = Cost.Of(create(), input);
        Assert.Equal((parameters, multiplyAdds), (cost.Parameters, cost.MultiplyAdds));
    }
}
