using CourseLib.Formatting;
using CourseLib.Tensors;

namespace CourseLib.Layers;

/// <summary>A table of a network's layers; it shows itself at the end of a cell.</summary>
/// <param name="Title">The network's type.</param>
/// <param name="InputShape">The input that the output shapes are for.</param>
/// <param name="Rows">The layers in the order in which the input passed them.</param>
/// <param name="TotalParameters">Trainable numbers in the whole network, also in parts that the input did not pass.</param>
[TypeFormatterSource(typeof(SummaryFormatters), PreferredMimeTypes = ["text/html"])]
public sealed record ModuleSummary(string Title, int[] InputShape, IReadOnlyList<ModuleSummary.Row> Rows, int TotalParameters)
{
    private Table Table => new(
        $"{Title} for input {Shapes.Describe(InputShape)}",
        ["name", "layer", "output", "parameters"],
        [.. Rows.Select(row => (string[])[row.Name, row.Layer, Shapes.Describe(row.OutputShape), Table.Number(row.Parameters)])],
        $"{Table.Number(TotalParameters)} parameters",
        FirstNumber: 3);

    /// <summary>One layer.</summary>
    /// <param name="Name">Its path in the network: "4" or "block.conv1".</param>
    /// <param name="Layer">Its type and what it was made with.</param>
    /// <param name="OutputShape">The shape of its result.</param>
    /// <param name="Parameters">Its own trainable numbers and those of its parts; 0 when it is used a second time.</param>
    public sealed record Row(string Name, string Layer, int[] OutputShape, int Parameters);

    /// <summary>Runs <paramref name="module"/> on zeros of <paramref name="inputShape"/> in evaluation mode.</summary>
    internal static ModuleSummary Of(Module module, int[] inputShape)
    {
        var names = module.NamedModules().ToDictionary(part => part.Module, part => part.Name);
        var counted = new HashSet<Tensor>();
        var rows = new List<Row>();
        foreach (ForwardTrace.Step step in ForwardTrace.Of(module, Tensor.Zeros(inputShape)))
        {
            if (step.Module is Sequential) continue;
            int parameters = step.Module.Parameters().Where(counted.Add).Sum(parameter => parameter.Count);
            rows.Add(new(names.GetValueOrDefault(step.Module, "?"), step.Module.ToString(), step.OutputShape, parameters));
        }
        return new(module.GetType().Name, (int[])inputShape.Clone(), rows, module.ParameterCount);
    }

    /// <summary>The table as text.</summary>
    public override string ToString() => Table.ToString();

    /// <summary>How notebooks show the table.</summary>
    internal sealed class SummaryFormatters
    {
        /// <summary>The formatters, for the kernel that asks.</summary>
        public IEnumerable<object> CreateTypeFormatters() =>
            [new MimeFormatter<ModuleSummary>("text/html", summary => summary.Table.ToHtml()), new MimeFormatter<ModuleSummary>("text/plain", summary => summary.ToString())];
    }
}
