using CourseLib.Tensors;

namespace CourseLib.Autograd;

/// <summary>
/// A differentiable operation: how its result is computed, and next to it how a gradient with respect to the result becomes gradients with
/// respect to the inputs. To add an operation, derive from this class and apply it with <see cref="Apply"/>.
/// </summary>
/// <example><code>
/// class Cube : Function
/// {
///     protected internal override Tensor Forward(Context context, Tensor[] inputs)
///     {
///         context.Save(inputs[0]);
///         return inputs[0] * inputs[0] * inputs[0];
///     }
///
///     protected internal override Tensor?[] Backward(Context context, Tensor upstream) =>
///         [upstream * 3f * context.Saved[0] * context.Saved[0]];
/// }
/// Tensor y = Function.Apply(new Cube(), x);
/// </code></example>
public abstract class Function
{
    /// <summary>The name of the walk backwards.</summary>
    internal const string Backwards = "CourseLib.Tensors.Tensor.Backward";

    /// <summary>Hears the full name of each function before it runs, and of the walk backwards. Set by a grader, to find who uses what an exercise forbids.</summary>
    internal static Action<string>? Asked { get; set; }

    /// <summary>The name that graphs and messages show: the class's name without "Function".</summary>
    public virtual string Name => GetType().Name is var name && name.EndsWith(nameof(Function), StringComparison.Ordinal) && name.Length > nameof(Function).Length
        ? name[..^nameof(Function).Length]
        : GetType().Name;

    /// <summary>Computes the result, and saves in <paramref name="context"/> what <see cref="Backward"/> will need. Nothing in here is recorded.</summary>
    protected internal abstract Tensor Forward(Context context, Tensor[] inputs);

    /// <summary>
    /// Gives the gradient with respect to each input, of that input's shape, from <paramref name="upstream"/>, the gradient with respect to the result.
    /// Null for an input that has none; <see cref="Context.Needs"/> tells which are wanted. It must not change <paramref name="upstream"/>.
    /// </summary>
    protected internal abstract Tensor?[] Backward(Context context, Tensor upstream);

    /// <summary>Computes <paramref name="function"/> of <paramref name="inputs"/> and records it, if an input requires a gradient and no <see cref="NoGrad"/> is in force.</summary>
    public static Tensor Apply(Function function, params Tensor[] inputs)
    {
        ArgumentNullException.ThrowIfNull(function);
        Asked?.Invoke(function.GetType().FullName!);
        bool recording = NoGrad.IsRecording, record = false;
        for (int index = 0; index < inputs.Length; index++)
        {
            if (inputs[index] is null) throw new ArgumentNullException(null, $"{function.Name}: input {index} is null, and must be given");
            record |= recording && inputs[index].RequiresGrad;
        }

        var context = new Context(record, inputs);
        Tensor result;
        using (NoGrad.Begin()) result = function.Forward(context, inputs);
        if (record)
        {
            // A function that gives back an input itself must not turn that input into its own result.
            foreach (Tensor input in inputs)
                if (ReferenceEquals(input, result)) result = result.Detach();
            result.Creator = new Node(function, context, inputs, result);
        }
        GC.KeepAlive(inputs);
        return result;
    }
}
