using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Norms;

/// <summary>
/// Takes a batch normalisation into the layer before it. In evaluation it is the affine map y ↦ k·y + β − k·μ of each channel with k = γ/√(σ² + ε), so that
/// weights k·W and bias k·(b − μ) + β give the same result in one layer (Ioffe and Szegedy 2015, section 3.1: inference costs nothing more).
/// </summary>
public static class BatchNormFolding
{
    /// <summary>A convolution, with bias, that computes what <paramref name="convolution"/> and then <paramref name="norm"/> compute in evaluation. Neither is changed.</summary>
    /// <exception cref="ArgumentException">The channels differ, or the normalisation keeps no running averages.</exception>
    public static Conv2d Fold(Conv2d convolution, BatchNorm2d norm)
    {
        ArgumentNullException.ThrowIfNull(convolution);
        ArgumentNullException.ThrowIfNull(norm);
        Tensor weight = convolution.Weight;
        Affine affine = Affine.Of("a convolution", weight.Sizes[0], norm);
        // The seed keeps the default generator as it is; the weights drawn are overwritten.
        var folded = new Conv2d(weight.Sizes[1] * convolution.Groups, weight.Sizes[0], (weight.Sizes[2], weight.Sizes[3]), convolution.Stride, convolution.GivenPadding, convolution.Dilation, convolution.Groups,
            seed: 0, paddingMode: convolution.PaddingMode);
        affine.Apply(weight, convolution.Bias, folded.Weight, folded.Bias!);
        folded.Train(convolution.Training);
        return folded;
    }

    /// <summary>A linear layer, with bias, that computes what <paramref name="linear"/> and then <paramref name="norm"/> compute of rows (N, in) in evaluation. Neither is changed.</summary>
    /// <exception cref="ArgumentException">The features differ, or the normalisation keeps no running averages.</exception>
    public static Linear Fold(Linear linear, BatchNorm1d norm)
    {
        ArgumentNullException.ThrowIfNull(linear);
        ArgumentNullException.ThrowIfNull(norm);
        Affine affine = Affine.Of("a linear layer", linear.Weight.Sizes[0], norm);
        var folded = new Linear(linear.Weight.Sizes[1], linear.Weight.Sizes[0], seed: 0);
        affine.Apply(linear.Weight, linear.Bias, folded.Weight, folded.Bias!);
        folded.Train(linear.Training);
        return folded;
    }

    /// <summary>
    /// The chain with every convolution or linear layer and the batch normalisations right behind it folded into one layer, in chains inside it, too.
    /// The other modules are the same objects. A folded layer has the name of the layer, and names stay; the parts of a chain that has none are numbered anew. For evaluation: the folded layers have nothing left to learn from a batch.
    /// </summary>
    /// <exception cref="ArgumentException">A pair does not fit together, or a normalisation in one keeps no running averages.</exception>
    public static Sequential Fold(Sequential chain)
    {
        ArgumentNullException.ThrowIfNull(chain);
        var parts = new List<(string Name, Module Module)>();
        bool isNumbered = chain.Children.Index().All(child => child.Item.Name == $"{child.Index}");
        foreach ((string name, Module module) in chain.Children)
        {
            switch (parts.LastOrDefault().Module, module)
            {
                case (Conv2d convolution, BatchNorm2d norm): parts[^1] = (parts[^1].Name, Fold(convolution, norm)); break;
                case (Linear linear, BatchNorm1d norm): parts[^1] = (parts[^1].Name, Fold(linear, norm)); break;
                case (_, Sequential inner): parts.Add((name, Fold(inner))); break;
                default: parts.Add((name, module)); break;
            }
        }
        Sequential folded = isNumbered ? new([.. parts.Select(part => part.Module)]) : new([.. parts]);
        folded.SetMode(chain.Training);
        return folded;
    }

    /// <summary>y ↦ scale·(y − mean) + shift of each channel.</summary>
    private sealed record Affine(double[] Scale, double[] Mean, double[] Shift)
    {
        public static Affine Of(string layer, int channels, BatchNorm norm)
        {
            if (norm.Features != channels) throw new ArgumentException($"Fold: {layer} has {channels} outputs, and {norm} behind it normalises {norm.Features}; they must be the same");
            if (norm.RunningMean is null) throw new ArgumentException($"Fold: {norm} keeps no running averages, and uses the batch in evaluation; only fixed statistics can be folded");
            float[] variance = norm.RunningVar!.ToArray(), mean = norm.RunningMean.ToArray();
            float[] gamma = (norm.Weight ?? Tensor.Ones(channels)).ToArray(), beta = (norm.Bias ?? Tensor.Zeros(channels)).ToArray();
            return new(
                [.. gamma.Select((value, channel) => value / Math.Sqrt((double)variance[channel] + norm.Eps))],
                Array.ConvertAll(mean, value => (double)value), Array.ConvertAll(beta, value => (double)value));
        }

        public void Apply(Tensor weight, Tensor? bias, Tensor foldedWeight, Tensor foldedBias)
        {
            float[] weights = weight.ToArray(), biases = bias?.ToArray() ?? new float[Scale.Length];
            int each = weights.Length / Scale.Length;
            for (int index = 0; index < weights.Length; index++) weights[index] = (float)(weights[index] * Scale[index / each]);
            for (int channel = 0; channel < biases.Length; channel++) biases[channel] = (float)((biases[channel] - Mean[channel]) * Scale[channel] + Shift[channel]);
            foldedWeight.CopyFrom(Tensor.From(weights, weight.Shape));
            foldedBias.CopyFrom(Tensor.From(biases));
        }
    }
}
