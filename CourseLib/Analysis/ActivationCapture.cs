using CourseLib.Autograd;
using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Analysis;

/// <summary>What chosen layers of a network compute for an input.</summary>
public static class ActivationCapture
{
    /// <summary>Runs <paramref name="model"/> on <paramref name="input"/> in evaluation mode, without gradients, and gives the results of the parts named, by name.</summary>
    /// <param name="names">Paths such as "2" or "layer1.0.conv1"; none for all layers without parts of their own. A part that is used several times gives its last result.</param>
    /// <exception cref="ArgumentException">There is no such part, or the input did not pass it.</exception>
    public static Dictionary<string, Tensor> Of(Module model, Tensor input, params string[] names)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(names);
        bool all = names.Length == 0;
        (string Name, Module Module)[] parts = all
            ? [.. model.NamedModules().Where(part => part.Module.Children.Count == 0)]
            : [.. names.Select(name => (name, Study.Part(nameof(ActivationCapture), model, name)))];
        var captured = new Dictionary<string, Tensor>();
        IDisposable[] hooks = Array.ConvertAll(parts, part => part.Module.OnForward((_, output) => captured[part.Name] = output));
        try
        {
            model.InEvaluation(() => NoGrad.Run(() => model.ForwardObserved(input)));
        }
        finally
        {
            foreach (IDisposable hook in hooks) hook.Dispose();
        }
        string[] missing = all ? [] : [.. names.Where(name => !captured.ContainsKey(name))];
        if (missing.Length > 0)
            throw new ArgumentException($"ActivationCapture: the input did not pass {string.Join(", ", missing)}, or its Forward does not tell; end it with return Observed(x, y)");
        return captured;
    }
}
