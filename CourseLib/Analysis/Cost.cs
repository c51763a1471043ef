using System.Globalization;
using CourseLib.Formatting;
using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Analysis;

/// <summary>What a network costs for an input of one shape, layer by layer: parameters, multiply-adds and memory for activations. It shows itself at the end of a cell.</summary>
/// <remarks>
/// By the usual convention the multiply-adds are those of convolutions and linear layers alone, without their biases: a convolution has
/// N·O·H′·W′·(C/groups)·KH·KW. LeNet-5 of the lectures has 6,522,000 for one image.
/// </remarks>
[TypeFormatterSource(typeof(CostFormatters), PreferredMimeTypes = ["text/html"])]
public sealed class Cost
{
    private readonly string title;
    private readonly int[] inputShape;
    private readonly Dictionary<string, CostRow> parts = [];

    private Cost(string title, int[] inputShape, long parameters)
    {
        (this.title, this.inputShape, Parameters) = (title, inputShape, parameters);
    }

    /// <summary>The layers in the order in which the input passed them; a layer used twice has two rows, and its parameters in the first.</summary>
    public IReadOnlyList<CostRow> Rows { get; private set; } = [];

    /// <summary>Trainable numbers in the whole network, also in parts that the input did not pass (auxiliary heads).</summary>
    public long Parameters { get; }

    /// <summary>The multiply-adds of all layers, for the whole batch.</summary>
    public long MultiplyAdds => Rows.Sum(row => row.MultiplyAdds);

    /// <summary>Bytes of all layers' results, which training keeps for the backward pass (4 an element; a ReLU's result counts beside its input's).</summary>
    public long ActivationBytes => Rows.Sum(row => row.ActivationBytes);

    /// <summary>The shape of the network's result.</summary>
    public int[] OutputShape => (int[])this[""].OutputShape.Clone();

    /// <summary>A layer, or a part of several layers with their sums, by its path: <c>cost["layer1.0.conv1"]</c>, <c>cost["layer1"]</c>.</summary>
    /// <exception cref="ArgumentException">The input passed no such part.</exception>
    public CostRow this[string path] => parts.TryGetValue(path, out CostRow? row)
        ? row
        : throw new ArgumentException($"Cost: the input passed no part called \"{path}\" of {title}; there are {string.Join(", ", parts.Keys.Order(StringComparer.Ordinal).Take(20))}{(parts.Count > 20 ? ", …" : "")}");

    private Table Table => new(
        $"{title} for input {Shapes.Describe(inputShape)}",
        ["name", "layer", "output", "parameters", "multiply-adds", "activations (KB)"],
        [.. Rows.Select(row => (string[])[row.Name, row.Layer, Shapes.Describe(row.OutputShape), Table.Number(row.Parameters), Table.Number(row.MultiplyAdds), Kilobytes(row.ActivationBytes)])],
        $"{Table.Number(Parameters)} parameters, {Table.Number(MultiplyAdds)} multiply-adds, {Kilobytes(ActivationBytes)} KB of activations",
        FirstNumber: 3);

    /// <summary>Runs <paramref name="module"/> on zeros of <paramref name="inputShape"/> (with its batch axis) in evaluation mode, and counts.</summary>
    /// <exception cref="ArgumentException">The module does not take such an input.</exception>
    public static Cost Of(Module module, params int[] inputShape)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(inputShape);
        var names = module.NamedModules().ToDictionary(part => part.Module, part => part.Name);
        var cost = new Cost(module.GetType().Name, (int[])inputShape.Clone(), module.Parameters().Sum(parameter => (long)parameter.Count));
        var counted = new HashSet<Tensor>();
        var rows = new List<CostRow>();
        foreach (ForwardTrace.Step step in ForwardTrace.Of(module, Tensor.Zeros(inputShape)))
        {
            string name = names.GetValueOrDefault(step.Module, "?");
            long parameters = step.Module.Parameters().Where(counted.Add).Sum(parameter => (long)parameter.Count);
            long own = step.Module.MultiplyAdds(step.InputShape, step.OutputShape);
            var row = new CostRow(name, step.Module.ToString(), step.InputShape, step.OutputShape, parameters, own);
            CostRow[] below = [.. rows.Where(other => name.Length == 0 || other.Name.StartsWith(name + ".", StringComparison.Ordinal))];
            // A part made of observed layers has a row of its own only for what it does besides them.
            if (below.Length == 0 || parameters > 0 || own > 0) rows.Add(row);
            cost.parts.TryAdd(name, row with { Parameters = parameters + below.Sum(other => other.Parameters), MultiplyAdds = own + below.Sum(other => other.MultiplyAdds) });
        }
        cost.Rows = rows;
        return cost;
    }

    /// <summary>The table as text.</summary>
    public override string ToString() => Table.ToString();

    private static string Kilobytes(long bytes) => (bytes / 1024.0).ToString("#,0.#", CultureInfo.InvariantCulture);

    /// <summary>How notebooks show the table.</summary>
    internal sealed class CostFormatters
    {
        /// <summary>The formatters, for the kernel that asks.</summary>
        public IEnumerable<object> CreateTypeFormatters() =>
            [new MimeFormatter<Cost>("text/html", cost => cost.Table.ToHtml()), new MimeFormatter<Cost>("text/plain", cost => cost.ToString())];
    }
}
