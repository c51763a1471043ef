using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>
/// The adjoint of a strided one-dimensional convolution: it makes images larger, but does not undo the convolution ("deconvolution" is a misnomer). Input (N, C, L),
/// result (N, O, L′) with L′ = (L − 1)·stride − 2·padding + dilation·(K − 1) + outputPadding + 1.
/// </summary>
public sealed class ConvTranspose1d : ConvolutionLayer
{
    /// <summary>Weights and bias are drawn uniformly from ±1/√(O/groups·kernel), as PyTorch does.</summary>
    /// <param name="inChannels">C.</param>
    /// <param name="outChannels">O.</param>
    /// <param name="kernel">Length of a filter.</param>
    /// <param name="stride">Step of the filters in the result.</param>
    /// <param name="padding">How much the result is cut on every side.</param>
    /// <param name="outputPadding">How much larger the result is on one side, as a strided convolution gives the same size for several; less than the stride or the dilation.</param>
    /// <param name="groups">Parts into which the channels are divided, each with filters of its own.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="dilation">Distance between the elements of a filter.</param>
    /// <param name="seed">Fixes the weights; <see cref="Generator.Default"/> draws them if null.</param>
    /// <exception cref="ArgumentException">A size is impossible, or the channels cannot be divided into the groups.</exception>
    public ConvTranspose1d(int inChannels, int outChannels, int kernel, int stride = 1, int padding = 0, int outputPadding = 0,
        int groups = 1, bool bias = true, int dilation = 1, int? seed = null)
        : base(inChannels, outChannels, [kernel], [stride], padding, [dilation], groups, bias, seed, isTransposed: true)
    {
        (Stride, Padding, OutputPadding, Dilation) = (stride, padding, outputPadding, dilation);
        TransposedArguments.RequireSteps("ConvTranspose1d", [Stride], [Padding], [OutputPadding], [Dilation]);
    }

    /// <summary>Step of the filters in the result.</summary>
    public int Stride { get; }

    /// <summary>How much the result is cut on every side.</summary>
    public int Padding { get; }

    /// <summary>How much larger the result is on one side.</summary>
    public int OutputPadding { get; }

    /// <summary>Distance between the elements of a filter.</summary>
    public int Dilation { get; }

    /// <inheritdoc/>
    protected internal override string Details => OutputPadding == 0 ? base.Details : $"{base.Details}, output padding {OutputPadding}";

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Functional.ConvTranspose1d(x, Weight, Bias, Stride, Padding, OutputPadding, Groups, Dilation));
}
