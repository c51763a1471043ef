using CourseLib.Tensors;

namespace CourseLib.Analysis;

/// <summary>What one layer costs.</summary>
/// <param name="Name">Its path in the network: "4" or "layer1.0.conv1".</param>
/// <param name="Layer">Its type and what it was made with.</param>
/// <param name="InputShape">What it was given, with the batch axis.</param>
/// <param name="OutputShape">What it gave, with the batch axis.</param>
/// <param name="Parameters">Its trainable numbers.</param>
/// <param name="MultiplyAdds">Its multiply-adds for the whole batch, without biases.</param>
public sealed record CostRow(string Name, string Layer, int[] InputShape, int[] OutputShape, long Parameters, long MultiplyAdds)
{
    /// <summary>Bytes of its result, 4 an element.</summary>
    public long ActivationBytes => 4L * Shapes.Count(OutputShape);
}
