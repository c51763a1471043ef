using CourseLib.Autograd;
using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Norms;

/// <summary>Adaptive instance normalisation (Huang and Belongie 2017): the content's features with the style's means and standard deviations.</summary>
public static class AdaptiveInstanceNorm
{
    /// <summary>σ(style)·(content − μ(content))/σ(content) + μ(style), with μ and σ = √(variance + ε) of each channel of each sample. Gradients flow to both.</summary>
    /// <param name="content">(N, C, …).</param>
    /// <param name="style">(N, C, …) with any sizes after C, or (1, C, …), one style for all samples.</param>
    /// <param name="eps">ε, added to both biased variances.</param>
    /// <returns>The shape of the content; its means are the style's, and so are its variances, as far as they are large beside ε.</returns>
    /// <exception cref="ArgumentException">Samples or channels differ, or a channel has a single value.</exception>
    public static Tensor Apply(Tensor content, Tensor style, float eps = 1e-5f)
    {
        Argument.NotNegative(nameof(AdaptiveInstanceNorm), "eps", eps);
        Functional.RefuseSingleInstance("AdaptiveInstanceNorm of the content", content);
        Functional.RefuseSingleInstance("AdaptiveInstanceNorm of the style", style);
        int samples = content.Sizes[0], channels = content.Sizes[1];
        if (style.Sizes[1] != channels || (style.Sizes[0] != samples && style.Sizes[0] != 1))
            throw new ArgumentException($"AdaptiveInstanceNorm: the style has shape {Shapes.Describe(style.Sizes)}, and must have {channels} channels and {samples} samples, or one, as the content {Shapes.Describe(content.Sizes)} has");

        Tensor moments = Function.Apply(new InstanceMomentsFunction(), style).BroadcastTo(2, samples, channels);
        Tensor mean = moments.Select(0, 0).Flatten(), deviation = (moments.Select(0, 1) + eps).Sqrt().Flatten();
        // Samples become channels, so that each channel of each has a γ and a β of its own.
        Tensor instances = content.Reshape([1, samples * channels, .. content.Sizes[2..]]);
        return Function.Apply(new InstanceNormFunction(eps), instances, deviation, mean).Reshape(content.Shape);
    }
}
