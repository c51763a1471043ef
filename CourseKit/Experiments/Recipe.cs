using System.Globalization;
using CourseLib.Data;
using CourseLib.Optimizers;

namespace CourseKit.Experiments;

/// <summary>How a network is trained: everything but the network itself and the seed.</summary>
/// <param name="Name">As in the results.</param>
/// <param name="Batch">Images in a batch.</param>
/// <param name="Epochs">How often every image is seen.</param>
/// <param name="Rate">The learning rate; with <paramref name="OneCycle"/> the largest.</param>
/// <param name="OneCycle">Whether the rate rises and falls once; otherwise it is constant.</param>
/// <param name="Momentum">Of stochastic gradient descent.</param>
/// <param name="Nesterov">Whether the momentum looks ahead.</param>
/// <param name="WeightDecay">λ of the penalty ½λ‖w‖², on all parameters.</param>
/// <param name="Flips">Whether every image is mirrored, left for right, with probability ½.</param>
internal sealed record Recipe(string Name, int Batch, int Epochs, double Rate, bool OneCycle, float Momentum, bool Nesterov, float WeightDecay, bool Flips)
{
    /// <summary>The best of LeNet-5 in ten epochs: augmented, with one cycle of the learning rate.</summary>
    public static Recipe Tuned { get; } = new("tuned", 128, 10, 0.05, OneCycle: true, 0.9f, Nesterov: true, 5e-4f, Flips: true);

    /// <summary>What notebook 08 does: no augmentation, a constant rate.</summary>
    public static Recipe Plain { get; } = new("plain", 64, 10, 0.02, OneCycle: false, 0.9f, Nesterov: false, 5e-4f, Flips: false);

    public Schedule Schedule(int stepsPerEpoch) => OneCycle ? new OneCycle(Rate, Epochs * stepsPerEpoch) : new ConstantRate(Rate);

    public DataLoader Batches(ImageDataset images, int seed) =>
        new(images, Batch, shuffle: true, seed, normalize: Cifar10.Normalize, augmentations: Flips ? [Flip] : null);

    public static RandomHorizontalFlip Flip { get; } = new();

    /// <summary>The recipe in words, numbers that a study varies included.</summary>
    public string Describe() => string.Create(CultureInfo.InvariantCulture,
        $"stochastic gradient descent with {(Nesterov ? "Nesterov " : "")}momentum {Momentum} and weight decay {WeightDecay} on all parameters; batches of {Batch}; "
        + $"{(OneCycle ? $"one cycle of the learning rate ({Rate / 25} up to {Rate} in the first 30 % of the steps, then down to nearly 0, each along half a cosine)" : $"constant learning rate {Rate}")}; "
        + $"{Epochs} epoch{(Epochs == 1 ? "" : "s")}; {(Flips ? "images mirrored left for right with probability ½" : "no augmentation")}");
}
