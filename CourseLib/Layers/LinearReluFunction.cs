namespace CourseLib.Layers;

/// <summary>max(x·Wᵀ + b, 0): a linear layer and the ReLU that follows, without keeping what is between them.</summary>
internal sealed class LinearReluFunction(int rows, int from, int to) : LinearFunction(rows, from, to, rectifies: true);
