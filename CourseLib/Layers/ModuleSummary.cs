using System.Globalization;
using System.Net;
using System.Text;
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
            int parameters = step.Module.Parameters().Where(counted.Add).Sum(parameter => parameter.Count);
            rows.Add(new(names.GetValueOrDefault(step.Module, "?"), step.Module.ToString(), step.OutputShape, parameters));
        }
        return new(module.GetType().Name, (int[])inputShape.Clone(), rows, module.ParameterCount);
    }

    /// <summary>The table as text.</summary>
    public override string ToString()
    {
        string[][] cells = [["", "layer", "output", "parameters"], .. Rows.Select(Cells)];
        int[] widths = [.. Enumerable.Range(0, 4).Select(column => cells.Max(row => row[column].Length))];
        var text = new StringBuilder($"{Title} for input {Shapes.Describe(InputShape)}\n");
        foreach (string[] row in cells)
            text.Append($"{row[0].PadRight(widths[0])}  {row[1].PadRight(widths[1])}  {row[2].PadRight(widths[2])}  {row[3].PadLeft(widths[3])}\n");
        return text.Append($"{Number(TotalParameters)} parameters").ToString();
    }

    private static string[] Cells(Row row) => [row.Name, row.Layer, Shapes.Describe(row.OutputShape), Number(row.Parameters)];

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>How notebooks show the table.</summary>
    internal sealed class SummaryFormatters
    {
        /// <summary>The formatters, for the kernel that asks.</summary>
        public IEnumerable<object> CreateTypeFormatters() =>
            [new MimeFormatter<ModuleSummary>("text/html", Html), new MimeFormatter<ModuleSummary>("text/plain", summary => summary.ToString())];

        private static string Html(ModuleSummary summary)
        {
            var html = new StringBuilder("<table style=\"border-collapse:collapse\"><caption style=\"text-align:left;font-weight:600\">")
                .Append(WebUtility.HtmlEncode($"{summary.Title} for input {Shapes.Describe(summary.InputShape)}")).Append("</caption><thead><tr>");
            foreach (string heading in (string[])["name", "layer", "output", "parameters"]) html.Append("<th style=\"text-align:left;padding:2px 12px 2px 0\">").Append(heading).Append("</th>");
            html.Append("</tr></thead><tbody>");
            foreach (Row row in summary.Rows)
            {
                html.Append("<tr>");
                string[] cells = Cells(row);
                for (int column = 0; column < cells.Length; column++)
                    html.Append($"<td style=\"text-align:{(column == 3 ? "right" : "left")};padding:2px 12px 2px 0\">").Append(WebUtility.HtmlEncode(cells[column])).Append("</td>");
                html.Append("</tr>");
            }
            return html.Append("</tbody><tfoot><tr><td colspan=\"3\">total</td><td style=\"text-align:right\">").Append(Number(summary.TotalParameters)).Append("</td></tr></tfoot></table>").ToString();
        }
    }
}
