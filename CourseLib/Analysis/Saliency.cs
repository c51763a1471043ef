using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Analysis;

/// <summary>Which pixels a class's logit is sensitive to.</summary>
/// <remarks>The network is used in evaluation mode and is left as it was: modes, parameters and gradients.</remarks>
public static class Saliency
{
    /// <summary>∂logit/∂x of each image's class, before the softmax. images: (N, C, H, W); result: the same shape.</summary>
    /// <exception cref="ArgumentException">There is not one class for each image, or no such class.</exception>
    public static Tensor InputGradient(Module model, Tensor images, params int[] classes) => Study.Untouched(model, () =>
    {
        Tensor leaf = Study.Leaf(images);
        Study.ScoreOf(nameof(Saliency), model.Forward(leaf), classes).Backward();
        return leaf.Grad ?? Tensor.ZerosLike(leaf);
    });

    /// <summary>The largest |∂logit/∂x| over the channels of each pixel (Simonyan et al. 2014, section 3.1). images: (N, C, H, W); result: (N, H, W).</summary>
    /// <exception cref="ArgumentException">There is not one class for each image, or no such class.</exception>
    public static Tensor Map(Module model, Tensor images, params int[] classes)
    {
        Shapes.RequireRank(nameof(Saliency), "the images", images, 4, "(N, C, H, W)");
        return InputGradient(model, images, classes).Abs().Max([1]);
    }

    /// <summary>SmoothGrad (Smilkov et al. 2017): the mean of ∂logit/∂x over noisy copies of the images. images: (N, C, H, W); result: the same shape.</summary>
    /// <param name="classes">One for each image.</param>
    /// <param name="samples">How many noisy copies.</param>
    /// <param name="noise">Standard deviation of the noise, as a share of the range of an image's pixels; the paper finds 0.1 to 0.2 good.</param>
    /// <param name="seed">Fixes the noise.</param>
    /// <exception cref="ArgumentException">There is not one class for each image, no such class, or a number is out of its range.</exception>
    public static Tensor SmoothGrad(Module model, Tensor images, int[] classes, int samples = 25, float noise = 0.15f, int seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        Shapes.RequireRank("SmoothGrad", "the images", images, 4, "(N, C, H, W)");
        Argument.NotNegative("SmoothGrad", "the noise", noise);
        var generator = new Generator(seed);
        Tensor still = images.Detach(), sum = Tensor.ZerosLike(images);
        Tensor deviation = noise * (still.Max([1, 2, 3], keepDims: true) - still.Min([1, 2, 3], keepDims: true));
        for (int sample = 0; sample < samples; sample++)
            sum += InputGradient(model, still + Tensor.Randn(images.Shape, generator) * deviation, classes);
        return sum / samples;
    }
}
