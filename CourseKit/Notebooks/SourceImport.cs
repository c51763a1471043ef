namespace CourseKit.Notebooks;

/// <summary>A source with the edits of a notebook in it, and the ids of the cells that they concern.</summary>
/// <param name="Pictures">What cells carry, to be put into <see cref="SourceAttachments.Folder"/>.</param>
/// <param name="Untaken">What the notebook says and a source cannot, in words.</param>
internal sealed record ImportedSource(
    string Text, IReadOnlyList<string> Changed, IReadOnlyList<string> Added, IReadOnlyList<string> Removed, IReadOnlyList<AttachmentFile> Pictures, IReadOnlyList<string> Untaken);

/// <summary>
/// Brings edits that were made in a notebook editor back to the Markdown source. The source stays as it is, line for line, where the notebook
/// does: a cell is found by its id, and solutions and hidden tests, which a student's notebook has not, keep their places between its lines.
/// </summary>
internal sealed class SourceImport
{
    private readonly string path;
    private readonly string[] lines;
    private readonly SourceDocument source;
    private readonly bool isStudents;
    private readonly Dictionary<string, int> blocks = [];
    private readonly IReadOnlyList<Cell> whole, cleared;
    private readonly string? titleCell;

    private SourceImport(string text, string path, bool isStudents)
    {
        this.path = path;
        this.isStudents = isStudents;
        lines = SourceParser.Lines(text);
        source = SourceParser.Parse(text, Path.GetFileNameWithoutExtension(path), path);
        whole = NotebookBuilder.Build(source, Edition.Instructor).Cells;
        cleared = NotebookBuilder.Build(source, Edition.Student).Cells;
        int titles = whole.Count - source.Blocks.Count;
        titleCell = titles > 0 ? whole[0].Id : null;
        for (int i = titles; i < whole.Count; i++) blocks[whole[i].Id] = i - titles;
    }

    /// <param name="text">The source as it is.</param>
    /// <param name="path">Names it in messages.</param>
    /// <param name="edited">The notebook, with solutions or without, that was built from it and edited.</param>
    /// <exception cref="CourseKitException">An edit cannot be brought back; the message says which, and where it can be made.</exception>
    public static ImportedSource Apply(string text, string path, Notebook edited)
    {
        var import = new SourceImport(text, path, edited.Metadata["coursekit"]?["edition"]?.ToString() != nameof(Edition.Instructor).ToLowerInvariant());
        foreach (Cell raw in edited.Cells.Where(cell => cell.Type == CellType.Raw && !string.IsNullOrWhiteSpace(cell.Source)))
            throw Refused(raw, "is a raw cell, which a source cannot hold; make it a Markdown or a code cell");
        (edited, IReadOnlyList<AttachmentFile> pictures) = SourceAttachments.Taken(edited, SourceAttachments.Folder(path));
        ImportedSource result = import.Merge(edited) with { Pictures = pictures, Untaken = import.Untaken(edited) };
        SourceDocument imported = SourceParser.Parse(result.Text, import.source.Name, path);
        Func<string, byte[]?> kept = imported.ReadAttachment;
        import.Compare(imported with { ReadAttachment = name => pictures.FirstOrDefault(picture => picture.Name == name)?.Bytes ?? kept(name) }, edited);
        return result;
    }

    /// <summary>Metadata of cells that editors and people add, such as tags; those of the course are the source's own.</summary>
    private List<string> Untaken(Notebook edited)
    {
        string[] ours = ["coursekit", "nbgrader", .. EditorMetadata.Keys];
        Dictionary<string, Cell> built = whole.Concat(cleared).GroupBy(cell => cell.Id).ToDictionary(cells => cells.Key, cells => cells.Last());
        return
        [
            .. from cell in edited.Cells
               let before = built.GetValueOrDefault(cell.Id)?.Metadata
               from entry in cell.Metadata
               where !ours.Contains(entry.Key) && before?[entry.Key]?.ToJsonString() != entry.Value?.ToJsonString()
               select $"the metadata '{entry.Key}' of cell '{cell.Id}'",
        ];
    }

    private ImportedSource Merge(Notebook edited)
    {
        var result = new List<string>(source.Blocks.Count > 0 ? lines[..(source.Blocks[0].Line - 1)] : lines);
        List<string> changed = [], added = [];
        var seen = new HashSet<string>();
        int previous = -1;
        foreach (Cell cell in edited.Cells.Where(cell => !string.IsNullOrWhiteSpace(cell.Source)))
        {
            if (cell.Id == titleCell)
            {
                if (cell.Source != whole[0].Source) throw Refused(cell, "is made from the front matter; edit the title and the description there");
                continue;
            }
            int? block = blocks.TryGetValue(cell.Id, out int known) && source.Blocks[known] is Fence == (cell.Type == CellType.Code) && seen.Add(cell.Id) ? known : null;
            string? text = block is int found ? Whole(found, cell) : cell.Source;
            if (block is not null && text is not null) changed.Add(cell.Id);
            if (block is null) added.Add(cell.Id);
            if (result.Count > 0 && result[^1].Length > 0 && (block is null || block != previous + 1)) result.Add("");
            result.AddRange(block is int place ? Chunk(place, text) : cell.Type == CellType.Code ? Fenced("csharp", text!) : text!.Split('\n'));
            previous = block ?? -2;
        }
        return new(string.Join('\n', result).TrimEnd('\n') + "\n", changed, added, [.. blocks.Keys.Except(seen)], [], []);
    }

    /// <summary>The text of a cell as the source should have it; null when it has it.</summary>
    private string? Whole(int block, Cell cell)
    {
        int place = block + whole.Count - source.Blocks.Count;
        string before = isStudents ? cleared[place].Source : whole[place].Source;
        if (cell.Source.TrimEnd() == before.TrimEnd()) return null;
        if (isStudents && cell.Role.Role == CellRole.Check && ClearHints.Clear(whole[place].Source) != whole[place].Source)
            throw Refused(cell, $"is a check whose hints are not in a student's notebook; edit it in {path}, or in the notebook that 'coursekit run --solutions' writes");
        string mark = cell.Role.Role == CellRole.Check ? MarkedRegion.HiddenTests : MarkedRegion.Solution;
        IReadOnlyList<MarkedRegion> regions = isStudents ? MarkedRegion.Find(whole[place].Source, mark, NotebookBuilder.ErrorIn(cell)) : [];
        if (regions.Count == 0) return cell.Source;
        if (before == ClearHiddenTests.Placeholder) throw Refused(cell, $"holds hidden tests only; edit them in {path}");

        string[] full = whole[place].Source.Split('\n'), edited = cell.Source.Split('\n');
        var visible = new List<string>();
        var holes = new List<(int From, int To)>(); // where, among the visible lines, a region's replacement stands
        int next = 0;
        foreach (MarkedRegion region in regions)
        {
            visible.AddRange(full[next..region.First]);
            IEnumerable<string> stub = mark == MarkedRegion.Solution ? ClearSolutions.Stub(full[region.First]) : [];
            holes.Add((visible.Count, visible.Count + stub.Count()));
            visible.AddRange(stub);
            next = region.Last + 1;
        }
        visible.AddRange(full[next..]);

        int?[] matched = LineMatch.Of([.. visible], edited);
        var result = new List<string>();
        next = 0;
        for (int i = 0; i < regions.Count; i++)
        {
            (int from, int to) = holes[i];
            int? start = from < to ? matched[from] : from > 0 && matched[from - 1] is int above ? above + 1 : from < matched.Length ? matched[from] : edited.Length;
            bool isWhole = start is not null && Enumerable.Range(from, to - from).All(line => matched[line] == start + line - from);
            if (!isWhole)
                throw Refused(cell, mark == MarkedRegion.Solution
                    ? $"has another stub, and a stub is made from the solution; edit the solution in {path}, or in the notebook that 'coursekit run --solutions' writes"
                    : $"is so changed that the place of its hidden tests is lost; edit it in {path}");
            result.AddRange(edited[next..start!.Value]);
            result.AddRange(full[regions[i].First..(regions[i].Last + 1)]);
            next = start.Value + to - from;
        }
        result.AddRange(edited[next..]);
        return string.Join('\n', result);
    }

    /// <summary>The lines of a block with what follows it up to the next, with its text replaced if there is another.</summary>
    private IEnumerable<string> Chunk(int block, string? text)
    {
        int first = source.Blocks[block].Line - 1, end = block + 1 < source.Blocks.Count ? source.Blocks[block + 1].Line - 1 : lines.Length;
        if (text is null) return lines[first..end];
        int kept = end; // the blank lines at the end
        while (kept > first && string.IsNullOrWhiteSpace(lines[kept - 1])) kept--;
        string[] body = text.Split('\n');
        if (source.Blocks[block] is not Fence) return [.. body, .. lines[kept..end]];
        FenceMark mark = FenceMark.Of(lines[first])!;
        return Array.Exists(body, mark.IsClosedBy)
            ? [.. Fenced(lines[first].TrimStart().TrimStart(mark.Mark[0]), text), .. lines[kept..end]]
            : [lines[first], .. body, lines[kept - 1], .. lines[kept..end]];
    }

    /// <summary>A fence that no line of the code closes: longer than the longest in it.</summary>
    private static string[] Fenced(string info, string code)
    {
        string[] body = code.Split('\n');
        string mark = new('`', Math.Max(3, 1 + body.Select(line => line.Trim()).Where(line => line.All(character => character == '`')).Select(line => line.Length).DefaultIfEmpty().Max()));
        return [mark + info, .. body, mark];
    }

    /// <summary>What is built from the new source must say what the notebook says, in its order.</summary>
    private void Compare(SourceDocument imported, Notebook edited)
    {
        static string Text(IEnumerable<Cell> cells) => string.Join('\n', cells.SelectMany(cell => cell.Source.Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)).Select(line => $"{cell.Type} {line.TrimEnd()}")));
        string[] wanted = Text(edited.Cells).Split('\n'), built = Text(NotebookBuilder.Build(imported, isStudents ? Edition.Student : Edition.Instructor).Cells).Split('\n');
        for (int i = 0; i < Math.Max(wanted.Length, built.Length); i++)
            if (wanted.ElementAtOrDefault(i) != built.ElementAtOrDefault(i))
                throw new CourseKitException($"the notebook cannot be brought back to {path}: line {i + 1} of its cells, '{wanted.ElementAtOrDefault(i)}', would become '{built.ElementAtOrDefault(i)}'; "
                    + "a fence of the language csharp in prose makes a cell (write ```cs), and prose cannot end inside a fence");
    }

    private static CourseKitException Refused(Cell cell, string why) => new($"cell '{cell.Id}' {why}");
}
