using CourseLib.Tensors;

namespace CourseLib.Initializers;

public static partial class Initializer
{
    /// <summary>
    /// By how much a weight's standard deviation must exceed 1/√fan so that the signal keeps its size through the nonlinearity behind it:
    /// the argument <c>gain</c> of <see cref="XavierNormal"/>. The figures are PyTorch's.
    /// </summary>
    /// <param name="nonlinearity">"linear", "conv" or "sigmoid" (1), "tanh" (5/3), "relu" (√2), "leaky_relu" (√(2/(1 + a²))), or "selu" (3/4).</param>
    /// <param name="negativeSlope">a, for "leaky_relu".</param>
    /// <exception cref="ArgumentException">There is no gain of that name.</exception>
    public static float Gain(string nonlinearity, float negativeSlope = 0.01f) => nonlinearity switch
    {
        "linear" or "identity" or "conv" or "sigmoid" => 1,
        "tanh" => 5 / 3f,
        "relu" => MathF.Sqrt(2),
        "leaky_relu" => (float)Math.Sqrt(2 / (1 + Math.Pow(Argument.Finite(nameof(Gain), "the negative slope", negativeSlope), 2))),
        "selu" => 0.75f,
        _ => throw new ArgumentException($"Gain: \"{nonlinearity}\" is not known; there are linear, conv, sigmoid, tanh, relu, leaky_relu and selu"),
    };
}
