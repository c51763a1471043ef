using System.Text;

namespace CourseKit.Notebooks;

/// <summary>Reads the Markdown source of a notebook, line by line.</summary>
internal sealed class SourceParser
{
    /// <summary>Fences of this language are cells; any other fence (<c>cs</c> among them) is prose, shown and never run.</summary>
    private const string CellLanguage = "csharp";

    private readonly string path;
    private readonly string[] lines;
    private readonly List<SourceBlock> blocks = [];
    private readonly StringBuilder prose = new();
    private int proseLine;

    private SourceParser(string text, string path)
    {
        this.path = path;
        lines = Lines(text);
    }

    /// <summary>The lines as editors count them. The separators of Unicode, which .NET takes for ends of lines, too, are characters like others: a string may hold one.</summary>
    public static string[] Lines(string text) => text.TrimStart('\uFEFF').Replace("\r\n", "\n").Replace('\r', '\n').Split('\n');

    public static SourceDocument Parse(string text, string name, string path)
    {
        var parser = new SourceParser(text, path);
        IReadOnlyDictionary<string, string> front = parser.FrontMatter(out int next);
        parser.Body(next);
        var document = new SourceDocument(name, path, front["title"], front.GetValueOrDefault("description", ""), front.GetValueOrDefault("picture"), parser.blocks);
        SourceRules.Verify(document);
        return document;
    }

    private Dictionary<string, string> FrontMatter(out int next)
    {
        var front = new Dictionary<string, string>();
        if (lines[0].TrimEnd() != "---")
            throw SourceError.At(path, 1, "the front matter is missing; begin the file with a line '---', a line 'title: …' and a line '---'");
        for (next = 1; next < lines.Length; next++)
        {
            string line = lines[next].Trim();
            if (line == "---")
            {
                next++;
                if (!front.TryGetValue("title", out string? title) || title.Length == 0)
                    throw SourceError.At(path, 1, "the front matter has no title; add a line 'title: …'");
                return front;
            }
            if (line.Length == 0) continue;
            int colon = line.IndexOf(':');
            string key = colon < 0 ? line : line[..colon].TrimEnd();
            if (colon < 0 || key is not ("title" or "description" or "picture"))
                throw SourceError.At(path, next + 1, $"the front matter does not know '{key}'; write 'title: …', 'description: …' or 'picture: …', each on one line");
            if (!front.TryAdd(key, Unquoted(line[(colon + 1)..].Trim())))
                throw SourceError.At(path, next + 1, $"the front matter says '{key}' twice; keep one of the lines");
        }
        throw SourceError.At(path, 1, "the front matter is never closed; add a line '---' after it");
    }

    private static string Unquoted(string value) =>
        value.Length >= 2 && value[0] == value[^1] && value[0] is '"' or '\'' ? value[1..^1] : value;

    private void Body(int next)
    {
        proseLine = next + 1;
        while (next < lines.Length)
        {
            if (FenceMark.Of(lines[next]) is not FenceMark opening)
            {
                if (lines[next].StartsWith("## ", StringComparison.Ordinal)) EndProse(next + 1);
                prose.Append(lines[next++]).Append('\n');
                continue;
            }
            int closing = Array.FindIndex(lines, next + 1, opening.IsClosedBy);
            if (closing < 0)
                throw SourceError.At(path, next + 1, $"the fence opened here is never closed; add a line '{opening.Mark}' after it");
            if (opening.Language == CellLanguage && opening.Indent == 0)
            {
                EndProse(closing + 2);
                (string? id, CellRole role) = FenceAttributes.Parse(opening.Attributes, path, next + 1);
                blocks.Add(new Fence(string.Join('\n', lines[(next + 1)..closing]), id, role, next + 1));
            }
            else
            {
                prose.AppendJoin('\n', lines[next..(closing + 1)]).Append('\n');
            }
            next = closing + 1;
        }
        EndProse(0);
    }

    /// <summary>Makes a cell of the prose gathered so far, unless it is blank; the next prose begins at <paramref name="nextLine"/>.</summary>
    private void EndProse(int nextLine)
    {
        string text = prose.ToString();
        string trimmed = text.Trim('\n', ' ', '\t');
        if (trimmed.Length > 0)
        {
            int blankLines = text[..text.IndexOf(trimmed, StringComparison.Ordinal)].Count(c => c == '\n');
            blocks.Add(new Prose(trimmed, proseLine + blankLines));
        }
        prose.Clear();
        proseLine = nextLine;
    }
}
