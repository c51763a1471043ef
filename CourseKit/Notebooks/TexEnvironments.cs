using System.Text;

namespace CourseKit.Notebooks;

/// <summary>Environments and text: the two places where a formula is more than a row of atoms.</summary>
internal sealed partial class TexParser
{
    private static readonly Dictionary<string, (MathTableKind Kind, string Left, string Right)> Environments = new()
    {
        ["matrix"] = (MathTableKind.Matrix, "", ""),
        ["pmatrix"] = (MathTableKind.Matrix, "(", ")"),
        ["bmatrix"] = (MathTableKind.Matrix, "[", "]"),
        ["Bmatrix"] = (MathTableKind.Matrix, "{", "}"),
        ["vmatrix"] = (MathTableKind.Matrix, "|", "|"),
        ["Vmatrix"] = (MathTableKind.Matrix, "‖", "‖"),
        ["smallmatrix"] = (MathTableKind.Small, "", ""),
        ["cases"] = (MathTableKind.Cases, "{", ""),
        ["rcases"] = (MathTableKind.Cases, "", "}"),
        ["aligned"] = (MathTableKind.Aligned, "", ""),
        ["align"] = (MathTableKind.Aligned, "", ""),
        ["align*"] = (MathTableKind.Aligned, "", ""),
        ["split"] = (MathTableKind.Aligned, "", ""),
        ["gathered"] = (MathTableKind.Gathered, "", ""),
        ["gather"] = (MathTableKind.Gathered, "", ""),
        ["gather*"] = (MathTableKind.Gathered, "", ""),
        ["equation"] = (MathTableKind.Gathered, "", ""),
        ["equation*"] = (MathTableKind.Gathered, "", ""),
        ["array"] = (MathTableKind.Array, "", ""),
    };

    private MathNode Environment()
    {
        int start = scanner.Position - "\\begin".Length;
        string name = scanner.ReadRawGroup("\\begin");
        if (!Environments.TryGetValue(name, out var shape))
            throw new TexException($"unknown environment '{name}'; did you mean '{Nearest(name, Environments.Keys)}'?", start);
        string columns = name == "array" ? Columns() : "";
        var table = new MathTable(shape.Kind, ParseRows(hasColumns: true), columns);
        if (!scanner.TryRead("\\end")) throw new TexException($"\\begin{{{name}}} is never closed{Before(scanner.Peek())}; add \\end{{{name}}}", start);
        string end = scanner.ReadRawGroup("\\end");
        if (end != name) throw new TexException($"\\begin{{{name}}} is closed by \\end{{{end}}}; name both alike", start);
        return shape.Left.Length + shape.Right.Length > 0 ? new MathFenced(shape.Left, table, shape.Right) : table;
    }

    private string Columns()
    {
        int start = scanner.Position;
        string columns = scanner.ReadRawGroup("\\begin{array}").Replace(" ", "");
        return columns.Length > 0 && columns.All(c => c is 'l' or 'c' or 'r' or '|')
            ? columns
            : throw new TexException($"the columns of an array are l, c, r and |, and not '{columns}'", start);
    }

    /// <summary>\text{…}, in which $…$ goes back to mathematics.</summary>
    private MathNode Text(string command, string? style)
    {
        scanner.SkipBlank();
        int start = scanner.Position + 1;
        string raw = scanner.ReadRawGroup("\\" + command);
        var parts = new List<MathNode>();
        var words = new StringBuilder();
        for (int i = 0; i < raw.Length; i++)
            switch (raw[i])
            {
                case '$':
                    int end = raw.IndexOf('$', i + 1);
                    if (end < 0) throw new TexException($"'$' in \\{command} has no partner; add one or write \\$", start + i);
                    AddWords();
                    parts.Add(Inner(raw[(i + 1)..end], start + i + 1));
                    i = end;
                    break;
                case '\\' when i + 1 < raw.Length && !char.IsAsciiLetter(raw[i + 1]):
                    words.Append(raw[++i] switch { ',' => '\u2009', var sign => sign });
                    break;
                case '\\':
                    throw new TexException($"\\{command} holds words, and $…$ for mathematics; move the command out", start + i);
                case '{' or '}':
                    break;
                case '~':
                    words.Append('\u00A0');
                    break;
                default:
                    words.Append(raw[i]);
                    break;
            }
        AddWords();
        return parts is [MathNode only] ? only : new MathRow(parts);

        void AddWords()
        {
            if (words.Length > 0) parts.Add(new MathText(words.ToString(), style));
            words.Clear();
        }
    }

    private MathNode Inner(string tex, int offset)
    {
        if (depth >= DeepestNesting) throw new TexException($"formulas are nested more than {DeepestNesting} deep; simplify the formula", offset);
        try
        {
            var inner = new TexParser(tex) { depth = depth + 1 };
            MathNode node = inner.ParseRow();
            return inner.scanner.Peek() == TexScanner.End ? node : throw inner.Error($"'{inner.scanner.Peek()}' does not belong in a formula within text");
        }
        catch (TexException wrong)
        {
            throw new TexException(wrong.Message, offset + wrong.Position);
        }
    }
}
