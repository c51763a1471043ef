using CourseLib.Tensors;

namespace CourseLib.Losses;

public static partial class Loss
{
    /// <summary>λΣ|θ|, to be added to a loss: pulls every parameter towards 0 by the same force, so that many become 0.</summary>
    /// <param name="parameters">What is penalised, usually weights and not biases; result: one number.</param>
    /// <param name="strength">λ.</param>
    /// <exception cref="ArgumentException">There are no parameters, or λ is negative or not finite.</exception>
    public static Tensor L1Penalty(IEnumerable<Tensor> parameters, float strength) => Penalty(nameof(L1Penalty), parameters, strength, parameter => parameter.Abs());

    /// <summary>
    /// λΣθ², to be added to a loss: pulls a parameter towards 0 by a force in proportion to it. Its gradient is 2λθ, so that with plain SGD it
    /// is a weight decay of 2λ.
    /// </summary>
    /// <param name="parameters">What is penalised, usually weights and not biases; result: one number.</param>
    /// <param name="strength">λ.</param>
    /// <exception cref="ArgumentException">There are no parameters, or λ is negative or not finite.</exception>
    public static Tensor L2Penalty(IEnumerable<Tensor> parameters, float strength) => Penalty(nameof(L2Penalty), parameters, strength, parameter => parameter.Square());

    private static Tensor Penalty(string name, IEnumerable<Tensor> parameters, float strength, Func<Tensor, Tensor> size)
    {
        Shapes.RequireGiven(name, "the sequence of parameters", parameters);
        Argument.NotNegative(name, "the strength", strength);
        Tensor? total = null;
        foreach (Tensor parameter in parameters)
        {
            Shapes.RequireGiven(name, "a parameter", parameter);
            Tensor one = size(parameter).Sum();
            total = total is null ? one : total + one;
        }
        return total is null ? throw new ArgumentException($"{name}: there are no parameters") : total * strength;
    }
}
