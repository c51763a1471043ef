using CourseLib.Tensors;

namespace CourseLib.Data;

/// <summary>A random change of one image that leaves its class as it is.</summary>
public abstract class Augmentation
{
    /// <summary>Changes an image (C, H, W) in place; pixels are in [0, 1].</summary>
    internal abstract void Apply(Span<float> image, int channels, int height, int width, ref SplitMix64 random);

    /// <summary>A changed copy of one image [C, H, W] with pixels in [0, 1]; equal for equal seeds.</summary>
    /// <exception cref="ArgumentException">The tensor is not an image.</exception>
    public Tensor Apply(Tensor image, int seed)
    {
        ArgumentNullException.ThrowIfNull(image);
        int[] shape = [.. image.Shape];
        if (shape.Length != 3 || image.Count == 0) throw new ArgumentException($"{GetType().Name}: a tensor [{string.Join(", ", shape)}]; wanted one image [C, H, W] with pixels");
        float[] values = image.ToArray();
        var random = SplitMix64.Keyed(seed);
        Apply(values, shape[0], shape[1], shape[2], ref random);
        return Tensor.From(values, shape);
    }
}
