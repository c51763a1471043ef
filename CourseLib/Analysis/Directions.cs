using CourseLib.Autograd;
using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Analysis;

/// <summary>Directions in the space of a network's parameters: one tensor for each parameter, in the order of <see cref="Module.Parameters"/>.</summary>
internal static class Directions
{
    /// <summary>Computes <paramref name="act"/> and puts the parameters back to their values.</summary>
    public static T Keeping<T>(Tensor[] parameters, Func<T> act)
    {
        Tensor[] before = Array.ConvertAll(parameters, parameter => parameter.Clone());
        try
        {
            return act();
        }
        finally
        {
            NoGrad.Run(() =>
            {
                for (int index = 0; index < parameters.Length; index++) parameters[index].CopyFrom(before[index]);
            });
        }
    }

    /// <summary>Sets the parameters to start + Σ step·direction.</summary>
    public static void Move(Tensor[] parameters, Tensor[] start, params ReadOnlySpan<(IReadOnlyList<Tensor> Direction, float Step)> moves)
    {
        using NoGrad.Scope scope = NoGrad.Begin();
        for (int index = 0; index < parameters.Length; index++)
        {
            Tensor value = start[index];
            foreach ((IReadOnlyList<Tensor> direction, float step) in moves) value += direction[index] * step;
            parameters[index].CopyFrom(value);
        }
    }

    /// <summary>Refuses a direction that does not fit the parameters.</summary>
    public static void Refuse(string operation, Tensor[] parameters, IReadOnlyList<Tensor> direction)
    {
        Shapes.RequireGiven(operation, "the direction", direction);
        if (direction.Count != parameters.Length) throw new ArgumentException($"{operation}: the direction has {direction.Count} tensors, and the network {parameters.Length} parameters");
        for (int index = 0; index < parameters.Length; index++) Shapes.Require(operation, $"tensor {index} of the direction", direction[index], parameters[index].Sizes);
    }

    /// <summary>Σ x·y in double precision.</summary>
    public static double Dot(IReadOnlyList<Tensor> x, IReadOnlyList<Tensor> y)
    {
        double sum = 0;
        for (int index = 0; index < x.Count; index++)
        {
            ReadOnlySpan<float> a = x[index].Elements, b = y[index].Elements;
            for (int at = 0; at < a.Length; at++) sum += (double)a[at] * b[at];
        }
        GC.KeepAlive(x);
        GC.KeepAlive(y);
        return sum;
    }
}
