using CourseLib.Tensors;

namespace CourseLib.Data;

/// <summary>
/// Pastes a box of another image of the batch into each image and shares the label by area (Yun et al. 2019, "CutMix", equations
/// 1 and 2): the box has √(1 − λ) of the height and width, λ ~ Beta(α, α), and a centre anywhere. The border cuts some boxes short, so
/// the share of the label is computed anew from the pixels that were pasted.
/// </summary>
public static class CutMix
{
    /// <summary>One box and one λ for the whole batch, with a random partner for every image, as in the paper's code.</summary>
    /// <param name="batch">Images [N, C, H, W].</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="alpha">The concentration of the Beta distribution; the paper uses 1.</param>
    /// <param name="seed">Fixes the box and the partners.</param>
    /// <exception cref="ArgumentOutOfRangeException">α is not positive, or a label names no class.</exception>
    public static MixedBatch Apply(Batch batch, int classes, double alpha = 1, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(batch);
        int[] shape = [.. batch.Images.Shape];
        if (shape.Length != 4 || shape[1] * shape[2] * shape[3] == 0) throw new ArgumentException($"CutMix: images [{string.Join(", ", shape)}]; wanted [N, C, H, W] with pixels");
        (int channels, int height, int width) = (shape[1], shape[2], shape[3]);
        var random = SplitMix64.Keyed(seed);
        double lambda = BetaDistribution.Sample(alpha, ref random);
        PixelBox box = Box(lambda, random.Next(height), random.Next(width), height, width);
        int[] partners = Partners.Of(nameof(CutMix), batch, ref random);
        float[] images = batch.Images.ToArray(), mixed = (float[])images.Clone();
        for (int i = 0; i < batch.Count; i++)
            for (int channel = 0; channel < channels; channel++)
                for (int row = box.Top; row < box.Bottom; row++)
                {
                    int within = (channel * height + row) * width + box.Left;
                    int size = channels * height * width;
                    images.AsSpan(partners[i] * size + within, box.Right - box.Left).CopyTo(mixed.AsSpan(i * size + within));
                }
        double share = 1 - (double)box.Area / (height * width);
        return new MixedBatch(
            Tensor.From(mixed, shape),
            MixedBatch.Blend(batch.Labels, Array.ConvertAll(partners, partner => batch.Labels[partner]), classes, share),
            share);
    }

    /// <summary>The box for a drawn λ around a centre, cut to the image.</summary>
    /// <exception cref="ArgumentException">λ is not from 0 to 1, or the image has no pixels.</exception>
    public static PixelBox Box(double lambda, int centreRow, int centreColumn, int height, int width)
    {
        Argument.AtLeast(1, nameof(CutMix), "the height", height);
        Argument.AtLeast(1, nameof(CutMix), "the width", width);
        double side = Math.Sqrt(1 - Argument.Share(nameof(CutMix), "lambda", lambda));
        return PixelBox.Around(centreRow, centreColumn, (int)(height * side), (int)(width * side), height, width);
    }
}
