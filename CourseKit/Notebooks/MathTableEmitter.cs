using System.Text;

namespace CourseKit.Notebooks;

/// <summary>Writes matrices, cases, aligned equations and arrays.</summary>
/// <param name="group">Writes a node as one element.</param>
/// <param name="items">Writes a cell's content; the flag says that it goes on from an alignment point.</param>
internal sealed class MathTableEmitter(StringBuilder xml, Action<MathNode, MathStyle> group, Action<MathNode, MathStyle, bool> items)
{
    public void Write(MathTable table, MathStyle style)
    {
        MathStyle inner = table.Kind switch
        {
            MathTableKind.Small => MathStyle.Script,
            MathTableKind.Aligned or MathTableKind.Gathered => style == MathStyle.Script ? style : MathStyle.Display,
            _ => MathStyle.Text,
        };
        if (table.Kind == MathTableKind.Small) xml.Append("<mstyle scriptlevel=\"1\">");
        xml.Append(inner == MathStyle.Display ? "<mtable displaystyle=\"true\">" : "<mtable>");
        foreach (MathTableRow row in table.Rows)
        {
            xml.Append("<mtr>");
            for (int column = 0; column < row.Cells.Count; column++)
            {
                xml.Append("<mtd style=\"").Append(CellStyle(table, row, column)).Append("\">");
                if (table.Kind == MathTableKind.Aligned && row.Cells[column] is MathRow) items(row.Cells[column], inner, column % 2 == 1);
                else group(row.Cells[column], inner);
                xml.Append("</mtd>");
            }
            xml.Append("</mtr>");
        }
        xml.Append("</mtable>");
        if (table.Kind == MathTableKind.Small) xml.Append("</mstyle>");
    }

    // Chromium lays a cell's content out as a block, which only its own values of text-align move.
    private const string Right = "text-align:right;text-align:-webkit-right", Left = "text-align:left;text-align:-webkit-left";

    private static string CellStyle(MathTable table, MathTableRow row, int column) => table.Kind switch
    {
        MathTableKind.Aligned when column % 2 == 0 => $"{Right};padding:0.3em 0 0.3em {(column > 0 ? "2em" : "0")}",
        MathTableKind.Aligned => Left + ";padding:0.3em 0",
        MathTableKind.Gathered => "padding:0.3em 0",
        MathTableKind.Cases => $"{Left};padding:0.15em {(column == 0 ? "0.5em 0.15em 0" : "0 0.15em 0.5em")}",
        MathTableKind.Small => "padding:0.05em 0.2em",
        MathTableKind.Array => $"{Array(table.Columns, column)};padding:0.2em 0.5em{(row.RuleAbove ? ";border-top:0.06em solid" : "")}",
        _ => "padding:0.2em 0.4em",
    };

    /// <summary>Alignment and rules of an array's column from its specification, "l|cr".</summary>
    private static string Array(string columns, int column)
    {
        int at = -1;
        for (int seen = -1; seen < column && ++at < columns.Length;)
            if (columns[at] != '|') seen++;
        if (at >= columns.Length) return "text-align:center";
        string alignment = columns[at] switch { 'l' => Left, 'r' => Right, _ => "text-align:center" };
        string before = column == 0 && at > 0 ? ";border-left:0.06em solid" : "";
        string after = at + 1 < columns.Length && columns[at + 1] == '|' ? ";border-right:0.06em solid" : "";
        return $"{alignment}{before}{after}";
    }
}
