using CourseLib.Tensors;

namespace CourseLib.Data;

/// <summary>A few images with their labels: what one step of training sees.</summary>
/// <param name="Images">[N, C, H, W].</param>
/// <param name="Labels">N classes.</param>
public sealed record Batch(Tensor Images, int[] Labels)
{
    /// <summary>N.</summary>
    public int Count => Labels.Length;
}
