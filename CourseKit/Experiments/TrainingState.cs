using System.Runtime.InteropServices;
using CourseLib.Layers;
using CourseLib.Optimizers;
using CourseLib.Tensors;

namespace CourseKit.Experiments;

/// <summary>All that training changes. No state of a random generator is in it: orders and augmentations follow from the seed, the epoch and the image.</summary>
internal sealed class TrainingState(Sequential network, Sgd optimizer)
{
    private const string Network = "network.", Optimizer = "optimizer.";

    /// <summary>The loss of every step so far; their number is the place where training goes on.</summary>
    public List<float> Losses { get; private set; } = [];

    /// <summary>The mean cross-entropy on the validation images after each epoch.</summary>
    public List<double> ValidationLosses { get; private set; } = [];

    /// <summary>The accuracy on the validation images after each epoch.</summary>
    public List<double> ValidationAccuracies { get; private set; } = [];

    /// <summary>Seconds of training, of each epoch that has begun.</summary>
    public List<double> Seconds { get; private set; } = [];

    public Sequential Net => network;

    public Sgd Sgd => optimizer;

    public Dictionary<string, Tensor> Save()
    {
        var all = new Dictionary<string, Tensor>();
        foreach ((string name, Tensor value) in network.StateDict()) all.Add(Network + name, value);
        foreach ((string name, Tensor value) in optimizer.StateDict()) all.Add(Optimizer + name, value);
        all.Add("losses", Tensor.From([.. Losses], Losses.Count));
        all.Add("validation.losses", Bits(ValidationLosses));
        all.Add("validation.accuracies", Bits(ValidationAccuracies));
        all.Add("seconds", Bits(Seconds));
        return all;
    }

    public void Restore(IReadOnlyDictionary<string, Tensor> all)
    {
        Dictionary<string, Tensor> Part(string prefix) =>
            all.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(entry => entry.Key[prefix.Length..], entry => entry.Value);
        network.LoadStateDict(Part(Network));
        optimizer.LoadStateDict(Part(Optimizer));
        Losses = [.. all["losses"].ToArray()];
        ValidationLosses = Numbers(all["validation.losses"]);
        ValidationAccuracies = Numbers(all["validation.accuracies"]);
        Seconds = Numbers(all["seconds"]);
    }

    /// <summary>Doubles as pairs of floats with the same bits, so that nothing is rounded.</summary>
    private static Tensor Bits(List<double> values)
    {
        Tensor bits = Tensor.Zeros(2 * values.Count);
        MemoryMarshal.Cast<double, float>(CollectionsMarshal.AsSpan(values)).CopyTo(bits.Span);
        return bits;
    }

    private static List<double> Numbers(Tensor bits) => [.. MemoryMarshal.Cast<float, double>(bits.ToArray().AsSpan())];
}
