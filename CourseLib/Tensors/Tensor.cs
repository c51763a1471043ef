namespace CourseLib.Tensors;

/// <summary>A float32 array of any rank, row-major and contiguous.</summary>
public sealed partial class Tensor
{
    private readonly float[] data;

    private Tensor(float[] data, int[] shape) { this.data = data; Shape = shape; }

    /// <summary>The size of each axis; empty for a scalar.</summary>
    public int[] Shape { get; }

    /// <summary>The number of elements.</summary>
    public int Count => data.Length;

    /// <summary>A tensor of <paramref name="shape"/> with a copy of <paramref name="values"/> in row-major order.</summary>
    public static Tensor From(ReadOnlySpan<float> values, params int[] shape) => new(values.ToArray(), shape);

    /// <summary>A copy of the elements, row-major.</summary>
    public float[] ToArray() => (float[])data.Clone();
}
