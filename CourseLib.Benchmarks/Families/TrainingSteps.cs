using CourseLib.Layers;
using CourseLib.Losses;
using CourseLib.Models;
using CourseLib.Norms;
using CourseLib.Optimizers;
using CourseLib.Tensors;
using Module = CourseLib.Layers.Module;

namespace CourseLib.Benchmarks.Families;

/// <summary>Whole training steps: forward, loss, backward, and SGD with Nesterov momentum and weight decay.</summary>
internal static class TrainingSteps
{
    /// <summary>The name by which both sides know a network, and how the table calls it.</summary>
    public static readonly (string Key, string Name)[] Networks =
    [
        ("lenet", "LeNet-5, 128×3×32×32"),
        ("lenet-bn", "LeNet-5 with BatchNorm, 128×3×32×32"),
        ("resnet20", "CIFAR ResNet-20, 128×3×32×32"),
        ("mobile-block", "MobileNetV2 block, 32×24×56×56"),
    ];

    /// <summary>So small that the same batch is not learnt by heart: gradients near zero would be slow on either side.</summary>
    private const float Rate = 1e-6f;

    public static IEnumerable<Benchmark> All => Networks.Select(network => new Benchmark("step", network.Name, new { op = "step", network = network.Key }, () => Prepare(network.Key)));

    public static Action Prepare(string key)
    {
        Module network = key switch
        {
            "lenet" => LeNet5.Create(seed: 1),
            "lenet-bn" => LeNet5.Create(norm: channels => new BatchNorm2d(channels), normFlat: features => new BatchNorm1d(features), seed: 1),
            "resnet20" => CifarResNet.Create(20, seed: 1),
            "mobile-block" => new Sequential(new InvertedResidual(24, 24, seed: 1), new GlobalAvgPool2d(), new Linear(24, 10, seed: 2)),
            _ => throw new ArgumentException($"there is no network '{key}'"),
        };
        Tensor images = key == "mobile-block" ? Work.Numbers(32, 24, 56, 56) : Work.Numbers(128, 3, 32, 32);
        int[] labels = [.. Enumerable.Range(0, images.Shape[0]).Select(image => image % 10)];
        var optimizer = new Sgd(network.Parameters(), Rate, 0.9f, 5e-4f, nesterov: true);
        return () =>
        {
            optimizer.ZeroGrad();
            Loss.CrossEntropy(network.Forward(images), labels).Backward();
            optimizer.Step();
        };
    }
}
