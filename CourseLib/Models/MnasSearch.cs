using CourseLib.Activations;
using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Models;

/// <summary>
/// Search for a network that is accurate and fast, by reinforcement learning, after MnasNet (Tan et al. 2019): a controller samples a network, somebody measures its
/// accuracy and latency, and their reward makes its decisions more or less likely. The paper's controller is recurrent and trained by proximal policy optimisation; this one has
/// a softmax for each stage, trained by REINFORCE (Williams 1992) with a moving average as baseline.
/// </summary>
public sealed class MnasSearch
{
    private readonly int[] channels;
    private readonly double[][] logits;
    private readonly double rate;
    private readonly Generator generator;
    private double? baseline;

    /// <summary>A search whose decisions are all equally likely at first.</summary>
    /// <param name="channels">Channels of each stage; every stage but the first halves height and width.</param>
    /// <param name="options">What a stage may be; 2 expansions × 2 kernels × with and without squeeze-and-excitation × 1 or 2 layers if null.</param>
    /// <param name="rate">Size of a step.</param>
    /// <param name="seed">Fixes what is sampled.</param>
    /// <exception cref="ArgumentException">There is no stage or no option.</exception>
    public MnasSearch(int[] channels, IReadOnlyList<MnasBlock>? options = null, double rate = 0.5, int seed = 0)
    {
        Options = options ?? AllOptions;
        ArgumentNullException.ThrowIfNull(channels);
        if (channels.Length == 0 || Options.Count == 0) throw new ArgumentException($"MnasSearch: there are {channels.Length} stages and {Options.Count} options; give at least one of each");
        foreach (int wide in channels) Argument.AtLeast(1, nameof(MnasSearch), "the number of channels of a stage", wide);
        foreach (MnasBlock option in Options) Argument.AtLeast(1, nameof(MnasSearch), "the number of layers of an option", option.Layers);
        this.channels = (int[])channels.Clone();
        this.rate = Argument.Positive(nameof(MnasSearch), "the rate", rate);
        generator = new(seed);
        logits = [.. channels.Select(_ => new double[Options.Count])];
    }

    /// <summary>Two expansions, two kernels, with and without squeeze-and-excitation, one or two layers.</summary>
    public static IReadOnlyList<MnasBlock> AllOptions { get; } =
        [.. from expansion in (int[])[3, 6] from kernel in (int[])[3, 5] from gated in (bool[])[false, true] from layers in (int[])[1, 2] select new MnasBlock(expansion, kernel, gated, layers)];

    /// <summary>What a stage may be.</summary>
    public IReadOnlyList<MnasBlock> Options { get; }

    /// <summary>The most likely option of each stage.</summary>
    public int[] Best => Array.ConvertAll(logits, stage => Array.IndexOf(stage, stage.Max()));

    /// <summary>accuracy·(latency/target)^w with w = α below the target and β above it (equations 2 and 3); −0.07 twice makes the target soft, 0 and −1 hard.</summary>
    /// <exception cref="ArgumentException">A latency is not positive.</exception>
    public static double Reward(double accuracy, double latency, double target, double alpha = -0.07, double beta = -0.07)
    {
        Argument.NotNegative(nameof(Reward), "the accuracy", accuracy);
        Argument.Positive(nameof(Reward), "the latency", latency);
        Argument.Positive(nameof(Reward), "the target", target);
        Argument.Finite(nameof(Reward), "alpha", alpha);
        Argument.Finite(nameof(Reward), "beta", beta);
        return accuracy * Math.Pow(latency / target, latency <= target ? alpha : beta);
    }

    /// <summary>How likely each option of a stage is.</summary>
    public double[] Probabilities(int stage)
    {
        if ((uint)stage >= (uint)logits.Length) throw new ArgumentException($"MnasSearch: there is no stage {stage}; there are {logits.Length}, counted from 0");
        double top = logits[stage].Max();
        double[] weights = Array.ConvertAll(logits[stage], logit => Math.Exp(logit - top));
        double sum = weights.Sum();
        return Array.ConvertAll(weights, weight => weight / sum);
    }

    /// <summary>An option for each stage, drawn from the controller.</summary>
    public int[] Sample() => [.. Enumerable.Range(0, logits.Length).Select(stage =>
    {
        double[] probabilities = Probabilities(stage);
        double left = generator.NextUniform();
        int option = 0;
        while (option < probabilities.Length - 1 && (left -= probabilities[option]) >= 0) option++;
        return option;
    })];

    /// <summary>Makes the options chosen more likely if their reward is above the average of the rewards before, else less.</summary>
    /// <exception cref="ArgumentException">There is not one option for each stage.</exception>
    public void Learn(int[] chosen, double reward)
    {
        Refuse(chosen);
        Argument.Finite(nameof(MnasSearch), "the reward", reward);
        double advantage = reward - (baseline ?? reward);
        baseline = 0.9 * (baseline ?? reward) + 0.1 * reward;
        for (int stage = 0; stage < logits.Length; stage++)
        {
            double[] probabilities = Probabilities(stage);
            for (int option = 0; option < probabilities.Length; option++)
                logits[stage][option] += rate * advantage * ((option == chosen[stage] ? 1 : 0) - probabilities[option]);
        }
    }

    /// <summary>The network of these options.</summary>
    /// <param name="chosen">An option for each stage.</param>
    /// <param name="classes">Number of logits.</param>
    /// <param name="inChannels">Channels of the images.</param>
    /// <param name="seed">Fixes the weights.</param>
    /// <exception cref="ArgumentException">There is not one option for each stage, or a number is out of its range.</exception>
    public Sequential Build(int[] chosen, int classes = 10, int inChannels = 3, int? seed = null)
    {
        Refuse(chosen);
        LayerFactory.Refuse(nameof(MnasSearch), classes, inChannels);
        var make = new LayerFactory(seed);
        int from = channels[0];
        var layers = new List<Module> { make.ConvNormActivation(inChannels, from, 3, new ReLU6()) };
        for (int stage = 0; stage < channels.Length; stage++)
        {
            MnasBlock option = Options[chosen[stage]];
            Func<int, Module>? gate = option.SqueezeExcite ? hidden => new SqueezeExcite(hidden, 4, make.Next()) : null;
            for (int index = 0; index < option.Layers; index++)
            {
                layers.Add(new InvertedResidual(from, channels[stage], index == 0 && stage > 0 ? 2 : 1, option.Expansion, option.Kernel, gate, make.Next()));
                from = channels[stage];
            }
        }
        return new([.. layers, new GlobalAvgPool2d(), make.Linear(from, classes)]);
    }

    private void Refuse(int[] chosen)
    {
        ArgumentNullException.ThrowIfNull(chosen);
        if (chosen.Length != logits.Length || chosen.Any(option => (uint)option >= (uint)Options.Count))
            throw new ArgumentException($"MnasSearch: the options {Shapes.Describe(chosen)} must be {logits.Length} numbers from 0 to {Options.Count - 1}");
    }
}
