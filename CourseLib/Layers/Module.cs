using CourseLib.Activations;
using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>A part of a network: a function of a tensor with parameters that are trained, buffers that are kept, and parts of its own.</summary>
/// <remarks>
/// Names follow PyTorch: a part's name and a parameter's name are joined by dots, "0.weight" or "layer1.conv2.bias", so that
/// a <see cref="StateDict"/> saved by <see cref="Save"/> can be read there and the other way round.
/// </remarks>
/// <example><code>
/// class Scale : Module
/// {
///     private readonly Tensor weight;
///     public Scale(int features) => weight = RegisterParameter("weight", Tensor.Ones(features));
///     public override Tensor Forward(Tensor x) => x * weight;
/// }
/// </code></example>
public abstract class Module
{
    private readonly List<(string Name, Tensor Value)> parameters = [], buffers = [];
    private readonly List<(string Name, Module Value)> children = [];
    private readonly HashSet<string> counters = [];
    private Action<Tensor, Tensor>? hooks;
    private int observations;

    /// <summary>Whether the module is being trained: batch normalisation and dropout compute differently then. True at first.</summary>
    public bool Training { get; private set; } = true;

    /// <summary>The parts, in the order in which they were registered.</summary>
    public IReadOnlyList<(string Name, Module Module)> Children => children;

    /// <summary>The number of trainable numbers in this module and its parts.</summary>
    public int ParameterCount => Parameters().Sum(parameter => parameter.Count);

    /// <summary>What a table of layers says about this one beside its type: "3→20, 5×5".</summary>
    protected internal virtual string Details => "";

    /// <summary>Computes the module's result.</summary>
    public abstract Tensor Forward(Tensor x);

    /// <summary>Calls <paramref name="hook"/> with the input and the result of every forward pass of this module, until what it gives back is disposed.</summary>
    /// <remarks>All layers of this library tell their hooks, and so does any module in a <see cref="Sequential"/>; one of your own tells them elsewhere, too, if its Forward ends with <see cref="Observed"/>.</remarks>
    public IDisposable OnForward(Action<Tensor, Tensor> hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        hooks += hook;
        return new Subscription(() => hooks -= hook);
    }

    /// <summary>The window through which the module looks at the pixels of its input, from which receptive fields follow; null for a module that looks at one pixel at a time, or at all.</summary>
    protected internal virtual Window? Window => null;

    /// <summary>The multiplications, each with an addition, that this module itself does, without its parts, and by the usual convention without biases, norms and activations: 0 unless it holds weights of a convolution or linear layer.</summary>
    protected internal virtual long MultiplyAdds(int[] inputShape, int[] outputShape) => 0;

    /// <summary>Puts this module and its parts into training mode, or out of it.</summary>
    public void Train(bool on = true)
    {
        Training = on;
        foreach ((_, Module child) in children) child.Train(on);
    }

    /// <summary>Sets the mode of this module alone.</summary>
    internal void SetMode(bool training) => Training = training;

    /// <summary>Puts this module and its parts into evaluation mode.</summary>
    public void Eval() => Train(false);

    /// <summary>Computes something with this module and its parts in evaluation mode, and puts each back into the mode in which it was.</summary>
    internal T InEvaluation<T>(Func<T> compute)
    {
        (string Name, Module Module)[] all = [.. NamedModules()];
        bool[] modes = Array.ConvertAll(all, part => part.Module.Training);
        try
        {
            Eval();
            return compute();
        }
        finally
        {
            // Parts may have been in different modes.
            for (int index = 0; index < all.Length; index++) all[index].Module.SetMode(modes[index]);
        }
    }

    /// <summary><see cref="Forward"/>, observed once whether or not the module itself calls <see cref="Observed"/>.</summary>
    internal Tensor ForwardObserved(Tensor x)
    {
        int before = observations;
        Tensor y = Forward(x);
        return observations == before ? Observed(x, y) : y;
    }

    /// <summary>What <paramref name="module"/> and the ReLU behind it compute, in one go where the module can and nobody looks at what is between them.</summary>
    private protected static Tensor Rectified(Module module, ReLU relu, Tensor x) =>
        !module.IsObserved && !relu.IsObserved && module.ForwardRectified(x) is Tensor y ? y : relu.ForwardObserved(module.ForwardObserved(x));

    /// <summary>max(<see cref="Forward"/>, 0), with the same bits, where that costs less than one after the other; null where it does not.</summary>
    private protected virtual Tensor? ForwardRectified(Tensor x) => null;

    private bool IsObserved => hooks is not null || ForwardTrace.IsRunning;

    /// <summary>The trainable tensors of this module, then those of its parts.</summary>
    public IEnumerable<Tensor> Parameters() => NamedParameters().Select(parameter => parameter.Value);

    /// <summary>The trainable tensors with their names.</summary>
    public IEnumerable<(string Name, Tensor Value)> NamedParameters() => Collect(module => module.parameters);

    /// <summary>The tensors that are saved but not trained, such as running means.</summary>
    public IEnumerable<Tensor> Buffers() => NamedBuffers().Select(buffer => buffer.Value);

    /// <summary>The tensors that are saved but not trained, with their names.</summary>
    public IEnumerable<(string Name, Tensor Value)> NamedBuffers() => Collect(module => module.buffers);

    /// <summary>This module and all the parts below it, each once; the module itself has the name "".</summary>
    public IEnumerable<(string Name, Module Module)> NamedModules() => Walk("", []);

    /// <summary>Forgets the gradients of all parameters.</summary>
    public void ZeroGrad()
    {
        foreach (Tensor parameter in Parameters()) parameter.ZeroGrad();
    }

    /// <summary>Copies of all parameters and buffers by name.</summary>
    public Dictionary<string, Tensor> StateDict() => Own("").ToDictionary(entry => entry.Name, entry => entry.Value.Clone());

    /// <summary>Copies values into the parameters and buffers of the same names.</summary>
    /// <param name="state">As this library, PyTorch and torchvision write them, new and old: a scalar may have shape [1], and <c>num_batches_tracked</c>, which
    /// PyTorch has written since 0.4.1, may be missing; then it stays as it is.</param>
    /// <param name="prefix">What stands before every name there and not here: "module." in what PyTorch's DataParallel has saved.</param>
    /// <exception cref="ArgumentException">Entries are missing, unknown or of another shape; all of them are named, and nothing was changed.</exception>
    public void LoadStateDict(IReadOnlyDictionary<string, Tensor> state, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(prefix);
        var own = Own("").ToDictionary(entry => prefix + entry.Name, entry => entry.Value);
        var optional = NamedModules().SelectMany(part => part.Module.counters.Select(name => prefix + Join(part.Name, name))).ToHashSet();
        var faults = new List<string>();
        string[] missing = [.. own.Keys.Where(name => !state.ContainsKey(name) && !optional.Contains(name))];
        string[] unknown = [.. state.Keys.Where(name => !own.ContainsKey(name))];
        if (missing.Length > 0) faults.Add($"missing: {string.Join(", ", missing)}");
        if (unknown.Length > 0) faults.Add($"not in this {GetType().Name}: {string.Join(", ", unknown)}");
        foreach ((string name, Tensor value) in own)
            if (state.TryGetValue(name, out Tensor? given) && !given.Sizes.SequenceEqual(value.Sizes) && !(value.Rank == 0 && given.Sizes is [1]))
                faults.Add($"{name} has shape {Shapes.Describe(given.Sizes)}, and must have {Shapes.Describe(value.Sizes)}");
        if (faults.Count > 0 && PrefixOf(state.Keys, own.Keys) is string found)
            faults = [$"all names begin with \"{found}\"{(found == "module." ? ", as PyTorch's DataParallel writes them" : "")}; load them with prefix: \"{found}\""];
        if (faults.Count > 0) throw new ArgumentException($"LoadStateDict: {string.Join("; ", faults)}");
        foreach ((string name, Tensor value) in own)
            if (state.TryGetValue(name, out Tensor? given)) value.CopyFrom(given.Reshape(value.Shape));
    }

    /// <summary>What all given names begin with and no wanted one does, where without it they are wanted ones; else null.</summary>
    private static string? PrefixOf(IEnumerable<string> given, IEnumerable<string> wanted)
    {
        string[] names = [.. given];
        HashSet<string> known = [.. wanted];
        return names.Length == 0 || names.Any(known.Contains)
            ? null
            : known.Where(name => names[0].EndsWith("." + name, StringComparison.Ordinal)).Select(name => names[0][..^name.Length])
                .FirstOrDefault(prefix => names.All(name => name.StartsWith(prefix, StringComparison.Ordinal)));
    }

    /// <summary>Writes all parameters and buffers to a safetensors file.</summary>
    public void Save(string path) => Safetensors.Save(path, StateDict());

    /// <summary>Reads all parameters and buffers from a safetensors file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="prefix">What stands before every name there and not here; see <see cref="LoadStateDict"/>.</param>
    /// <exception cref="InvalidDataException">The file is not in the safetensors format.</exception>
    /// <exception cref="ArgumentException">Its entries do not fit this module; nothing was changed.</exception>
    public void Load(string path, string prefix = "") => LoadStateDict(Safetensors.Load(path), prefix);

    /// <summary>A table of the layers that an input of <paramref name="inputShape"/> (with its batch axis) passes, their output shapes and parameters.</summary>
    public ModuleSummary Summary(params int[] inputShape) => ModuleSummary.Of(this, inputShape);

    /// <summary>The type and what it was made with: "Conv2d(3→20, 5×5)".</summary>
    public override string ToString() => Details.Length > 0 ? $"{GetType().Name}({Details})" : GetType().Name;

    /// <summary>Makes <paramref name="value"/> a trainable parameter and gives it back.</summary>
    /// <exception cref="ArgumentException">The name is taken, empty, or has a dot.</exception>
    protected Tensor RegisterParameter(string name, Tensor value)
    {
        RefuseName(name, value);
        Tensor leaf = value.IsLeaf ? value : value.Detach();
        leaf.RequiresGrad = true;
        parameters.Add((name, leaf));
        return leaf;
    }

    /// <summary>Makes <paramref name="value"/> a tensor that is saved but not trained and gives it back; change it with <see cref="Tensor.CopyFrom"/>.</summary>
    /// <exception cref="ArgumentException">The name is taken, empty, or has a dot.</exception>
    protected Tensor RegisterBuffer(string name, Tensor value)
    {
        RefuseName(name, value);
        Tensor leaf = value.IsLeaf ? value : value.Detach();
        buffers.Add((name, leaf));
        return leaf;
    }

    /// <summary>A buffer that counts what has been seen, without which a saved state still says all that the module computes with: it may be missing there.</summary>
    private protected void RegisterCounter(string name, Tensor value)
    {
        RegisterBuffer(name, value);
        counters.Add(name);
    }

    /// <summary>Makes <paramref name="module"/> a part of this one and gives it back.</summary>
    /// <exception cref="ArgumentException">The name is taken, empty, or has a dot.</exception>
    protected T RegisterModule<T>(string name, T module)
        where T : Module
    {
        RefuseName(name, module);
        children.Add((name, module));
        return module;
    }

    /// <summary>Tells the hooks, and whoever makes a table of layers, what this module computed, and gives it back: <c>return Observed(x, y);</c> ends a Forward.</summary>
    protected Tensor Observed(Tensor input, Tensor output)
    {
        observations++;
        hooks?.Invoke(input, output);
        ForwardTrace.Report(this, input, output);
        return output;
    }

    /// <summary>The input of a Forward, if it is one.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    private protected Tensor Given(Tensor x)
    {
        Shapes.RequireGiven(GetType().Name, "the input", x);
        return x;
    }

    private void RefuseName(string name, object part)
    {
        Shapes.RequireGiven(GetType().Name, "a part's name", name);
        Shapes.RequireGiven(GetType().Name, $"the part \"{name}\"", part);
        if (name.Length == 0 || name.Contains('.')) throw new ArgumentException($"a part of {GetType().Name} cannot be called \"{name}\": a name is not empty and has no dot");
        if (parameters.Exists(entry => entry.Name == name) || buffers.Exists(entry => entry.Name == name) || children.Exists(entry => entry.Name == name))
            throw new ArgumentException($"{GetType().Name} already has a part called \"{name}\"");
    }

    private IEnumerable<(string Name, Tensor Value)> Collect(Func<Module, List<(string Name, Tensor Value)>> select)
    {
        var seen = new HashSet<Tensor>();
        foreach ((string path, Module module) in NamedModules())
            foreach ((string name, Tensor value) in select(module))
                if (seen.Add(value)) yield return (Join(path, name), value);
    }

    private IEnumerable<(string Name, Module Module)> Walk(string path, HashSet<Module> seen)
    {
        if (!seen.Add(this)) yield break;
        yield return (path, this);
        foreach ((string name, Module child) in children)
            foreach ((string Name, Module Module) below in child.Walk(Join(path, name), seen)) yield return below;
    }

    /// <summary>Parameters, buffers and those of the parts, in PyTorch's order; a part used twice is there twice, as in PyTorch.</summary>
    private IEnumerable<(string Name, Tensor Value)> Own(string path)
    {
        foreach ((string name, Tensor value) in parameters) yield return (Join(path, name), value);
        foreach ((string name, Tensor value) in buffers) yield return (Join(path, name), value);
        foreach ((string name, Module child) in children)
            foreach ((string Name, Tensor Value) entry in child.Own(Join(path, name))) yield return entry;
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private sealed class Subscription(Action end) : IDisposable
    {
        private Action? end = end;

        public void Dispose()
        {
            end?.Invoke();
            end = null;
        }
    }
}
