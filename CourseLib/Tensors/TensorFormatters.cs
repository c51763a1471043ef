using System.Net;
using System.Text;
using CourseLib.Formatting;

namespace CourseLib.Tensors;

/// <summary>How notebooks show a tensor: a small table under its shape, or plain text.</summary>
internal sealed class TensorFormatters
{
    private const int MostColumns = 200;

    /// <summary>The formatters, for the kernel that asks.</summary>
    public IEnumerable<object> CreateTypeFormatters() =>
        [new MimeFormatter<Tensor>("text/html", Html), new MimeFormatter<Tensor>("text/plain", tensor => tensor.ToString())];

    /// <summary>Vectors and matrices become a table; anything else is preformatted text.</summary>
    internal static string Html(Tensor tensor)
    {
        string caption = WebUtility.HtmlEncode(TensorPrinter.Print(tensor).Split('\n')[0]);
        if (tensor.Rank is 0 or > 2 || tensor.Count == 0)
            return $"<pre>{WebUtility.HtmlEncode(tensor.ToString())}</pre>";
        int rows = tensor.Rank == 1 ? 1 : tensor.Sizes[0], columns = tensor.Sizes[^1];
        bool isWhole = tensor.Count <= MostColumns;
        float[] elements = tensor.ToArray();
        Func<float, string> format = NumberFormat.For(elements);
        var html = new StringBuilder("<table style=\"border-collapse:collapse;font-variant-numeric:tabular-nums\"><caption style=\"text-align:left;font-weight:600\">").Append(caption).Append("</caption><tbody>");
        foreach (int row in TensorPrinter.ShownIndices(rows, isWhole))
        {
            html.Append("<tr>");
            foreach (int column in TensorPrinter.ShownIndices(columns, isWhole))
                html.Append("<td style=\"text-align:right;padding:2px 8px\">").Append(row < 0 || column < 0 ? "…" : format(elements[row * columns + column])).Append("</td>");
            html.Append("</tr>");
        }
        return html.Append("</tbody></table>").ToString();
    }
}
