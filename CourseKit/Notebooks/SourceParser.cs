using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

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
        if (lines[0].TrimEnd() != "---")
            throw SourceError.At(path, 1, "the front matter is missing; begin the file with a line '---', a line 'title: …' and a line '---'");
        int closing = Array.FindIndex(lines, 1, line => line.TrimEnd() == "---");
        if (closing < 0) throw SourceError.At(path, 1, "the front matter is never closed; add a line '---' after it");
        next = closing + 1;
        try
        {
            Dictionary<string, string> front = Entries(new Parser(new StringReader(string.Join('\n', lines[1..closing]))));
            if (front.GetValueOrDefault("title", "").Length > 0) return front;
            throw SourceError.At(path, 1, "the front matter has no title; add a line 'title: …'");
        }
        catch (YamlException wrong)
        {
            throw SourceError.At(path, LineOf(wrong.Start),
                $"the front matter is not YAML with a text for each key: {wrong.Message}; put a text with signs in it between double quotes");
        }
    }

    private Dictionary<string, string> Entries(Parser yaml)
    {
        var front = new Dictionary<string, string>();
        yaml.Consume<StreamStart>();
        if (!yaml.TryConsume<DocumentStart>(out _)) return front;
        yaml.Consume<MappingStart>();
        while (!yaml.TryConsume<MappingEnd>(out _))
        {
            Scalar key = yaml.Consume<Scalar>();
            if (key.Value is not ("title" or "description" or "picture"))
                throw SourceError.At(path, LineOf(key.Start),
                    $"the front matter does not know '{key.Value}'; write 'title: …', 'description: …' or 'picture: …'");
            if (!front.TryAdd(key.Value, yaml.Consume<Scalar>().Value.ReplaceLineEndings(" ").Trim()))
                throw SourceError.At(path, LineOf(key.Start), $"the front matter says '{key.Value}' twice; keep one of them");
        }
        yaml.Consume<DocumentEnd>();
        yaml.Consume<StreamEnd>();
        return front;
    }

    /// <summary>YAML begins in the file's second line.</summary>
    private static int LineOf(Mark mark) => (int)mark.Line + 1;

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
