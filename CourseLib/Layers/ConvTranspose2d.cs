using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>
/// The adjoint of a strided two-dimensional convolution: it makes images larger, but does not undo the convolution ("deconvolution" is a misnomer). Input (N, C, H, W),
/// result (N, O, H′, W′) with H′ = (H − 1)·stride − 2·padding + dilation·(K − 1) + outputPadding + 1.
/// </summary>
public sealed class ConvTranspose2d : ConvolutionLayer
{
    /// <summary>Weights and bias are drawn uniformly from ±1/√(O/groups·kernel), as PyTorch does.</summary>
    /// <param name="inChannels">C.</param>
    /// <param name="outChannels">O.</param>
    /// <param name="kernel">Size of a filter: one number, or (height, width).</param>
    /// <param name="stride">Step of the filters in the result; 1 if null.</param>
    /// <param name="padding">How much the result is cut on every side; 0 if null.</param>
    /// <param name="outputPadding">How much larger the result is on one side, as a strided convolution gives the same size for several; less than the stride or the dilation; 0 if null.</param>
    /// <param name="groups">Parts into which the channels are divided, each with filters of its own.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="dilation">Distance between the elements of a filter; 1 if null.</param>
    /// <param name="seed">Fixes the weights; <see cref="Generator.Default"/> draws them if null.</param>
    /// <exception cref="ArgumentException">A size is impossible, or the channels cannot be divided into the groups.</exception>
    public ConvTranspose2d(int inChannels, int outChannels, Size2d kernel, Size2d? stride = null, Size2d? padding = null, Size2d? outputPadding = null,
        int groups = 1, bool bias = true, Size2d? dilation = null, int? seed = null)
        : base(inChannels, outChannels, kernel.ToArray(), (stride ?? 1).ToArray(), padding, (dilation ?? 1).ToArray(), groups, bias, seed, isTransposed: true)
    {
        (Stride, Padding, OutputPadding, Dilation) = (stride ?? 1, padding ?? 0, outputPadding ?? 0, dilation ?? 1);
        TransposedArguments.RequireSteps("ConvTranspose2d", Stride.ToArray(), Padding.ToArray(), OutputPadding.ToArray(), Dilation.ToArray());
    }

    /// <summary>Step of the filters in the result.</summary>
    public Size2d Stride { get; }

    /// <summary>How much the result is cut on every side.</summary>
    public Size2d Padding { get; }

    /// <summary>How much larger the result is on one side.</summary>
    public Size2d OutputPadding { get; }

    /// <summary>Distance between the elements of a filter.</summary>
    public Size2d Dilation { get; }

    /// <inheritdoc/>
    protected internal override string Details => OutputPadding == 0 ? base.Details : $"{base.Details}, output padding {OutputPadding}";

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => Observed(x, Functional.ConvTranspose2d(x, Weight, Bias, Stride, Padding, OutputPadding, Groups, Dilation));
}
