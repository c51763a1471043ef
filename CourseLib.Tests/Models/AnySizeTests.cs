using CourseLib.Layers;
using CourseLib.Models;
using CourseLib.Tensors;

namespace CourseLib.Tests.Models;

/// <summary>Networks of the papers' depths over images that no paper used.</summary>
public class AnySizeTests
{
    private static readonly Dictionary<string, (int Smallest, Func<int, int, int, Module> Create)> Networks = new()
    {
        ["LeNet-5"] = (16, (size, channels, classes) => LeNet5.Create(channels, size, classes, seed: 1)),
        ["AlexNet"] = (63, (size, channels, classes) => AlexNet.Create(classes, channels, size, hidden: 32, seed: 1)),
        ["AlexNet in two towers"] = (63, (size, channels, classes) => AlexNet.Create(classes, channels, size, twoTowers: true, hidden: 32, seed: 1)),
        ["NIN"] = (1, (_, channels, classes) => NIN.Create(classes, channels, seed: 1)),
        ["VGG-16"] = (32, (size, channels, classes) => VGG.Create(16, classes, channels, size, hidden: 32, seed: 1)),
        ["VGG-19, normalised"] = (32, (size, channels, classes) => VGG.Create(19, classes, channels, size, batchNorm: true, hidden: 32, seed: 1)),
        ["GoogLeNet"] = (1, (size, channels, classes) => GoogLeNet.Create(classes, channels, size, auxiliary: false, seed: 1)),
        ["ResNet-34"] = (1, (_, channels, classes) => ResNet.Create(34, classes, channels, seed: 1)),
        ["ResNet-50"] = (1, (_, channels, classes) => ResNet.Create(50, classes, channels, seed: 1)),
        ["CIFAR ResNet-56"] = (1, (_, channels, classes) => CifarResNet.Create(56, classes, channels, seed: 1)),
        ["CIFAR ResNet-20 without skips"] = (1, (_, channels, classes) => CifarResNet.Create(20, classes, channels, Shortcut.None, seed: 1)),
        ["MobileNetV1"] = (1, (_, channels, classes) => MobileNetV1.Create(classes, channels, seed: 1)),
        ["MobileNetV2"] = (1, (_, channels, classes) => MobileNetV2.Create(classes, channels, seed: 1)),
        ["ShuffleNetV1"] = (1, (_, channels, classes) => ShuffleNetV1.Create(classes, channels, seed: 1)),
        ["ShuffleNetV2"] = (1, (_, channels, classes) => ShuffleNetV2.Create(classes, channels, seed: 1)),
        ["DenseNet-121"] = (29, (_, channels, classes) => DenseNet.Create(121, classes, channels, seed: 1)),
        ["DARTS"] = (2, (_, channels, classes) => DartsNetwork.Create(classes, channels, seed: 1)),
        ["MnasNet search"] = (1, (_, channels, classes) => new MnasSearch([8, 12]).Build([5, 7], classes, channels, seed: 1)),
    };

    public static TheoryData<string> Names => [.. Networks.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_network_takes_images_of_any_size_and_any_number_of_classes(string name)
    {
        (int Size, int Channels, int Classes)[] cases = [(1, 1, 1), (2, 3, 13), (7, 4, 2), (17, 1, 3), (32, 3, 1), (33, 2, 11), (50, 1, 5), (65, 3, 7), (94, 3, 2)];
        (int smallest, Func<int, int, int, Module> create) = Networks[name];
        foreach ((int size, int channels, int classes) in cases)
        {
            int[] Shape()
            {
                Module network = create(size, channels, classes);
                network.Eval();
                return network.Forward(Tensor.Randn([2, channels, size, size], seed: size)).Shape;
            }
            if (size < smallest) Assert.Matches($@"\b{size}\b|does not fit into input", Assert.ThrowsAny<ArgumentException>(Shape).Message);
            else Assert.Equal([2, classes], Shape());
        }
    }

    [Theory, InlineData(1), InlineData(2), InlineData(7), InlineData(33), InlineData(50)]
    public void A_vision_transformer_takes_images_that_its_patches_divide(int size)
    {
        foreach (int patch in new[] { 1, 5, 7 }.Where(patch => patch <= size))
        {
            VisionTransformer Create() => VisionTransformer.Create(size, 1, size, patch, depth: 1, features: 8, heads: 2, seed: 1);
            if (size % patch != 0) Assert.Contains($"{patch}", Assert.ThrowsAny<ArgumentException>(Create).Message);
            else Assert.Equal([2, size], Create().Forward(Tensor.Randn([2, 1, size, size], seed: 1)).Shape);
        }
    }
}
