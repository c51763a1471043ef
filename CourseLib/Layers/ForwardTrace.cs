using CourseLib.Autograd;
using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>What happened in each layer during one forward pass: the layers that call <see cref="Module.Observed"/>, and those in a <see cref="Sequential"/>.</summary>
internal sealed class ForwardTrace
{
    [ThreadStatic]
    private static ForwardTrace? current;

    private readonly List<Step> steps = [];

    /// <summary>Whether anybody is listening.</summary>
    public static bool IsRunning => current is not null;

    /// <summary>Runs <paramref name="module"/> on <paramref name="input"/> in evaluation mode, without gradients, and tells what each layer did; a layer comes after its parts.</summary>
    public static IReadOnlyList<Step> Of(Module module, Tensor input)
    {
        var trace = new ForwardTrace();
        ForwardTrace? outer = current;
        try
        {
            current = trace;
            module.InEvaluation(() => NoGrad.Run(() => module.ForwardObserved(input)));
        }
        finally
        {
            current = outer;
        }
        return trace.steps;
    }

    /// <summary>Notes what a layer did, if anybody is listening.</summary>
    public static void Report(Module module, Tensor input, Tensor output) => current?.steps.Add(new(module, input.Shape, output.Shape));

    /// <summary>One layer's work.</summary>
    /// <param name="Module">The layer.</param>
    /// <param name="InputShape">What it was given.</param>
    /// <param name="OutputShape">What it gave.</param>
    public sealed record Step(Module Module, int[] InputShape, int[] OutputShape);
}
