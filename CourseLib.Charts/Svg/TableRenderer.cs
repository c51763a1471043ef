using CourseLib.Charts.Drawing;

namespace CourseLib.Charts.Svg;

/// <summary>Draws a table: long texts broken at blanks, rows that have no room counted under the last one.</summary>
internal static class TableRenderer
{
    private const double Pad = 8;

    private const string UsualHead = "#8884", UsualCell = "none";

    public static void Draw(SvgWriter svg, TableTrace trace, Rect plot)
    {
        double[] widths = Widths(trace, plot.Width);
        double top = plot.Top;
        for (int r = 0; r < trace.Head.Rows; r++) top = Row(svg, trace.Head, r, widths, plot.Left, top, UsualHead, bold: true);
        for (int r = 0; r < trace.Cells.Rows; r++)
        {
            if (top + RowHeight(trace.Cells, r, widths) > plot.Bottom + 1)
            {
                int left = trace.Cells.Rows - r;
                Texts.Draw(svg, $"… and {left} more row{(left == 1 ? "" : "s")}", plot.Left + Pad, Math.Min(top + 14, plot.Bottom + 10),
                    SvgTheme.TickSize, opacity: SvgTheme.FaintText);
                return;
            }
            top = Row(svg, trace.Cells, r, widths, plot.Left, top, UsualCell, bold: false);
        }
    }

    /// <summary>The columns' widths in pixels, in proportion to what is given, which is repeated.</summary>
    private static double[] Widths(TableTrace trace, double all)
    {
        int columns = Math.Max(trace.Head.Columns.Length, trace.Cells.Columns.Length);
        double[] given = [.. trace.Widths.Select(width => width is > 0 and < 1e9 ? width : 1).DefaultIfEmpty(1)];
        double[] shares = [.. Enumerable.Range(0, columns).Select(c => given[c % given.Length])];
        double sum = shares.Sum();
        return Array.ConvertAll(shares, share => share / sum * all);
    }

    private static double Row(SvgWriter svg, TableCells cells, int row, double[] widths, double left, double top, string usual, bool bold)
    {
        double height = RowHeight(cells, row, widths), size = cells.FontSize ?? SvgTheme.TickSize;
        for (int c = 0; c < widths.Length; c++)
        {
            CssColor? fill = TableCells.Of(cells.Fills, c, row), own = TableCells.Of(cells.Colors, c, row);
            svg.Leaf("rect", ("x", left), ("y", top), ("width", widths[c]), ("height", height), ("fill", fill?.Css ?? usual),
                ("stroke", "currentColor"), ("stroke-opacity", 0.3));
            string text = Wrapped(cells.Text(c, row), widths[c] - 2 * Pad, size, bold), anchor = cells.Anchors[c % cells.Anchors.Length];
            double x = anchor switch { "start" => left + Pad, "end" => left + widths[c] - Pad, _ => left + widths[c] / 2 };
            string? ink = own?.Css ?? (fill is null ? null : SvgTheme.TextOn(fill));
            if (text.Length > 0) Texts.Centred(svg, text, x, top + height / 2, size, anchor, bold, ink);
            left += widths[c];
        }
        return top + height;
    }

    private static double RowHeight(TableCells cells, int row, double[] widths)
    {
        double size = cells.FontSize ?? SvgTheme.TickSize;
        IEnumerable<string> texts = widths.Select((width, c) => Wrapped(cells.Text(c, row), width - 2 * Pad, size, bold: true));
        return Math.Max(cells.Height, texts.Select(text => TextMetrics.Height(text, size)).DefaultIfEmpty(0).Max() + 5);
    }

    /// <summary>The text with a break before each word that has no room in its line.</summary>
    private static string Wrapped(string text, double width, double size, bool bold)
    {
        double Width(string line) => TextMetrics.Width(line, size) * (bold ? 1.06 : 1);
        if (Width(text) <= width) return text;
        List<string> lines = [""];
        foreach (string word in text.Split(' '))
        {
            string longer = lines[^1].Length == 0 ? word : $"{lines[^1]} {word}";
            if (lines[^1].Length == 0 || Width(longer) <= width) lines[^1] = longer;
            else lines.Add(word);
        }
        return string.Join("<br>", lines);
    }
}
