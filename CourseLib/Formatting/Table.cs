using System.Globalization;
using System.Net;
using System.Text;

namespace CourseLib.Formatting;

/// <summary>A table with a caption and a line of totals, as text and as HTML.</summary>
/// <param name="Caption">What the table is about.</param>
/// <param name="Headings">One for each column.</param>
/// <param name="Rows">The cells.</param>
/// <param name="Total">The line below the rows.</param>
/// <param name="FirstNumber">The first column that is aligned to the right.</param>
internal sealed record Table(string Caption, string[] Headings, IReadOnlyList<string[]> Rows, string Total, int FirstNumber)
{
    /// <summary>A whole number with a comma between thousands.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Columns separated by two spaces.</summary>
    public override string ToString()
    {
        int[] widths = [.. Headings.Select((heading, column) => Rows.Select(row => row[column].Length).Append(heading.Length).Max())];
        var text = new StringBuilder(Caption).Append('\n');
        foreach (string[] row in (IEnumerable<string[]>)[Headings, .. Rows])
        {
            IEnumerable<string> cells = row.Select((cell, column) => column < FirstNumber ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            text.Append(string.Join("  ", cells).TrimEnd()).Append('\n');
        }
        return text.Append(Total).ToString();
    }

    /// <summary>One table element that needs no style sheet.</summary>
    public string ToHtml()
    {
        var html = new StringBuilder("<table style=\"border-collapse:collapse;font-variant-numeric:tabular-nums\"><caption style=\"text-align:left;font-weight:600\">")
            .Append(WebUtility.HtmlEncode(Caption)).Append("</caption><thead>");
        AddRow(html, "th", Headings);
        html.Append("</thead><tbody>");
        foreach (string[] row in Rows) AddRow(html, "td", row);
        return html.Append($"</tbody><tfoot><tr><td colspan=\"{Headings.Length}\" style=\"font-weight:600\">").Append(WebUtility.HtmlEncode(Total)).Append("</td></tr></tfoot></table>").ToString();
    }

    private void AddRow(StringBuilder html, string element, string[] cells)
    {
        html.Append("<tr>");
        for (int column = 0; column < cells.Length; column++)
            html.Append($"<{element} style=\"text-align:{(column < FirstNumber ? "left" : "right")};padding:2px 12px 2px 0\">").Append(WebUtility.HtmlEncode(cells[column])).Append($"</{element}>");
        html.Append("</tr>");
    }
}
