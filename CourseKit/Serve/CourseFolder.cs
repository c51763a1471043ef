using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CourseKit.Notebooks;
using CourseLib.Checks;

namespace CourseKit.Serve;

internal sealed record CourseTree(string Name, IReadOnlyList<CourseTreeNotebook> Notebooks);

/// <param name="Minutes">That its exercises take together; null where its author does not say.</param>
internal sealed record CourseTreeNotebook(string Uri, string Title, int? Minutes, IReadOnlyList<CourseTreeExercise> Exercises);

/// <param name="State">"passed", "failed" or "open".</param>
/// <param name="AnswerCell">nbformat's id, as is <paramref name="CheckCell"/>, the first of the exercise's checks.</param>
/// <param name="Minutes">That it takes; null where its author does not say.</param>
internal sealed record CourseTreeExercise(
    string Id,
    string Title,
    double Points,
    int Stars,
    int? Minutes,
    string AnswerCell,
    string? CheckCell,
    string State,
    int Passed,
    int Total
);

/// <summary>The notebooks of a folder with their exercises, as they lie on disk.</summary>
internal sealed partial class CourseFolder(CheckedExercises exercises)
{
    private readonly ConcurrentDictionary<string, (DateTime Written, Notebook Notebook)> read = [];

    /// <param name="folder">Of a course, of one below it, or any with notebooks in it.</param>
    public CourseTree Of(string folder)
    {
        Course? course = Course.TryFind(folder);
        string place = course?.Notebooks ?? folder,
            root = course?.Root ?? folder;
        string[] files = Directory.Exists(place) ? [.. Directory.EnumerateFiles(place, "*.ipynb").Order(StringComparer.Ordinal)] : [];
        string name =
            File.Exists(Path.Combine(root, "README.md"))
            && File.ReadLines(Path.Combine(root, "README.md")).FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal))
                is string heading
                ? heading[2..].Trim()
                : Path.GetFileName(root);
        return new CourseTree(name, [.. files.Select(Read).OfType<CourseTreeNotebook>()]);
    }

    private CourseTreeNotebook? Read(string path)
    {
        try
        {
            DateTime written = File.GetLastWriteTimeUtc(path);
            if (!read.TryGetValue(path, out var known) || known.Written != written)
                known = read[path] = (written, NotebookFile.Read(path));
            string uri = DocumentUri.FromPath(path);
            string title = known
                .Notebook.Cells.Where(cell => cell.Type == CellType.Markdown)
                .SelectMany(cell => CellIds.Headings(cell.Source))
                .FirstOrDefault(Path.GetFileNameWithoutExtension(path));
            CourseTreeExercise[] asked = [.. Exercises(known.Notebook, uri)];
            int minutes = asked.Sum(exercise => exercise.Minutes ?? 0);
            return new CourseTreeNotebook(uri, title, minutes > 0 ? minutes : null, asked);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or CourseKitException)
        {
            // Half written, perhaps; it is read again when it changes.
            return null;
        }
    }

    private IEnumerable<CourseTreeExercise> Exercises(Notebook notebook, string uri)
    {
        string heading = "";
        foreach (Cell cell in notebook.Cells)
        {
            if (cell.Type == CellType.Markdown)
                heading = CellIds.Headings(cell.Source).LastOrDefault(heading);
            if (cell is not { Type: CellType.Code, Role: { Role: CellRole.Answer, Exercise: string exercise } role })
                continue;
            Cell[] checks =
            [
                .. notebook.Cells.Where(other => other.Role is { Role: CellRole.Check, Exercise: var own } && own == exercise),
            ];
            IReadOnlyDictionary<string, CheckState> heard = exercises.Of(uri, exercise);
            // What was heard of cells whose ids nobody told is all there is to know.
            CheckState[] states = heard.Keys.All(id => checks.Any(check => check.Id == id))
                ? [.. checks.Select(check => heard.GetValueOrDefault(check.Id) ?? Saved(check)).OfType<CheckState>()]
                : [.. heard.Values];
            (int passed, int total) = (states.Sum(state => state.Passed), states.Sum(state => state.Total));
            string state =
                states.Any(one => one.HasFailed) ? "failed"
                : total > 0 && passed == total ? "passed"
                : total == 0 && states.Any(one => one.Recorded > 0) ? "answered"
                : "open";
            int? minutes = role.Minutes > 0 ? role.Minutes : null;
            double points = checks.Sum(check => check.Role.Points);
            yield return new(
                exercise,
                Title(heading),
                points,
                role.Difficulty,
                minutes,
                cell.Id,
                checks.FirstOrDefault()?.Id,
                state,
                passed,
                total
            );
        }
    }

    /// <summary>What the cell showed when the notebook was saved.</summary>
    private static CheckState? Saved(Cell check) =>
        check
            .Outputs.OfType<JsonObject>()
            .Select(output => (output["data"] as JsonObject)?[CheckReport.JsonType])
            .Select(report => CheckState.Of(report)?.State)
            .LastOrDefault(state => state is not null);

    /// <summary>"Exercise 07.1: forward ★" as "forward".</summary>
    private static string Title(string heading) => Prefix().Replace(heading, "").Replace("★", "", StringComparison.Ordinal).Trim();

    [GeneratedRegex(@"^\s*(Exercise\s+[\d.]+|Question)\s*:\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Prefix();
}
