using CourseLib.Autograd;
using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>What happened in each layer during one forward pass. The library's layers report themselves; a module of somebody else's is reported by the <see cref="Sequential"/> that it is in.</summary>
internal sealed class ForwardTrace
{
    [ThreadStatic]
    private static ForwardTrace? current;

    private readonly List<Step> steps = [];

    /// <summary>Runs <paramref name="module"/> on <paramref name="input"/> in evaluation mode, without gradients, and tells what each layer did.</summary>
    public static IReadOnlyList<Step> Of(Module module, Tensor input)
    {
        (string Name, Module Module)[] all = [.. module.NamedModules()];
        bool[] modes = Array.ConvertAll(all, part => part.Module.Training);
        var trace = new ForwardTrace();
        ForwardTrace? outer = current;
        try
        {
            module.Eval();
            current = trace;
            Tensor output = NoGrad.Run(() => module.Forward(input));
            if (module is not Sequential) Report(module, input, output);
        }
        finally
        {
            current = outer;
            // Parts may have been in different modes.
            for (int index = 0; index < all.Length; index++) all[index].Module.SetMode(modes[index]);
        }
        return trace.steps;
    }

    /// <summary>Notes what a layer did, if anybody is listening.</summary>
    public static void Report(Module module, Tensor input, Tensor output)
    {
        if (current is not ForwardTrace trace) return;
        bool isReported = trace.steps.Count > 0 && ReferenceEquals(trace.steps[^1].Module, module) && ReferenceEquals(trace.steps[^1].Output, output);
        if (!isReported) trace.steps.Add(new(module, input.Shape, output.Shape, output));
    }

    /// <summary>One layer's work.</summary>
    /// <param name="Module">The layer.</param>
    /// <param name="InputShape">What it was given.</param>
    /// <param name="OutputShape">What it gave.</param>
    /// <param name="Output">The result itself.</param>
    public sealed record Step(Module Module, int[] InputShape, int[] OutputShape, Tensor Output);
}
