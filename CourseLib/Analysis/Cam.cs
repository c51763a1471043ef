using CourseLib.Autograd;
using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Analysis;

/// <summary>Where in an image a class is seen.</summary>
public static class Cam
{
    /// <summary>
    /// The class activation map Σ_c w[class, c]·A[c] of a network that ends with global average pooling and one linear layer (Zhou et al. 2016,
    /// equation 2). Its mean over the pixels is the class's logit without the bias.
    /// </summary>
    /// <param name="features">What the pooling is given, (N, C, H, W).</param>
    /// <param name="weight">The linear layer's weight, (classes, C).</param>
    /// <param name="classes">One for each image.</param>
    /// <returns>(N, H, W).</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, or there is no such class.</exception>
    public static Tensor Of(Tensor features, Tensor weight, params int[] classes)
    {
        Shapes.RequireRank(nameof(Cam), "the features", features, 4, "(N, C, H, W)");
        Shapes.RequireRank(nameof(Cam), "the weight", weight, 2, "(classes, C)");
        if (weight.Sizes[1] != features.Sizes[1])
            throw new ArgumentException($"Cam: the weight {Shapes.Describe(weight.Sizes)} is for {weight.Sizes[1]} channels, and the features {Shapes.Describe(features.Sizes)} have {features.Sizes[1]}");
        Study.RefuseClasses(nameof(Cam), features.Sizes[0], weight.Sizes[0], classes);
        return NoGrad.Run(() => (features * weight.IndexSelect(0, classes).Reshape(classes.Length, -1, 1, 1)).Sum(1));
    }

    /// <summary>
    /// Grad-CAM (Selvaraju et al. 2017, equations 1 and 2): max(0, Σ_c α[c]·A[c]) with α[c] the mean over the pixels of ∂logit/∂A[c], for any network
    /// and any layer with (N, C, H, W). The network is left as it was.
    /// </summary>
    /// <param name="layer">The layer's path, usually that of the last convolution's block.</param>
    /// <param name="classes">One for each image.</param>
    /// <returns>(N, H, W), of the layer's height and width; see <see cref="Enlarge"/>.</returns>
    /// <exception cref="ArgumentException">There is no such layer or class, or its result has no pixels.</exception>
    public static Tensor Grad(Module model, Tensor images, string layer, params int[] classes)
    {
        Module part = Study.Part("Cam.Grad", model, layer);
        return Study.Untouched(model, () =>
        {
            Tensor? features = null;
            Tensor logits;
            using (part.OnForward((_, output) => features = output.RetainGrad())) logits = model.Forward(Study.Leaf(images));
            if (features is null) throw new ArgumentException($"Cam.Grad: the images did not pass {layer}, or its Forward does not tell; end it with return Observed(x, y)");
            Shapes.RequireRank("Cam.Grad", $"the result of {layer}", features, 4, "(N, C, H, W)");
            Study.ScoreOf("Cam.Grad", logits, classes).Backward();
            if (features.Grad is not Tensor gradient) return Tensor.Zeros(features.Sizes[0], features.Sizes[2], features.Sizes[3]);
            return NoGrad.Run(() => (features * gradient.Mean([2, 3], keepDims: true)).Sum(1).Relu());
        });
    }

    /// <summary>Maps (N, h, w) drawn larger, (N, height, width), by bilinear interpolation between the centres of the pixels.</summary>
    /// <exception cref="ArgumentException">The maps have other axes, or a size is not positive.</exception>
    public static Tensor Enlarge(Tensor maps, int height, int width)
    {
        Shapes.RequireRank("Cam.Enlarge", "the maps", maps, 3, "(N, height, width)");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        // Interpolation along an axis is a product with a matrix of two weights in each row.
        return NoGrad.Run(() => Interpolation(height, maps.Sizes[1]).MatMul(maps).MatMul(Interpolation(width, maps.Sizes[2]).T));
    }

    private static Tensor Interpolation(int to, int from)
    {
        var weights = new float[to * from];
        for (int row = 0; row < to; row++)
        {
            double place = Math.Clamp((row + 0.5) * from / to - 0.5, 0, from - 1);
            int before = Math.Min((int)place, Math.Max(from - 2, 0));
            weights[row * from + before] += (float)(1 - (place - before));
            if (place > before) weights[row * from + before + 1] += (float)(place - before);
        }
        return Tensor.From(weights, to, from);
    }
}
