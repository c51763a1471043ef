using System.Text.Json.Nodes;
using CourseKit.Notebooks;

namespace CourseKit.Grading;

/// <summary>Finds which notebook of the course a handed-in file is: by its name, else by what stands in it.</summary>
/// <param name="names">Those that can be graded.</param>
/// <param name="notebook">Gives one of them.</param>
internal sealed class NotebookNames(IReadOnlyList<string> names, Func<string, CourseNotebook> notebook)
{
    private const double LeastShare = 0.3;
    private readonly Dictionary<string, HashSet<string>> ids = [];

    /// <summary>"08-batchnorm2d" for <c>08-batchnorm2d.ipynb</c>, <c>08-BatchNorm2d (1).ipynb</c> and <c>muster_08-batchnorm2d.ipynb</c>; null when the name says nothing.</summary>
    public string? ByFileName(SubmittedFile file) =>
        names.FirstOrDefault(name => file.Stem.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? names.Where(name => file.Stem.Contains(name, StringComparison.OrdinalIgnoreCase)).MaxBy(name => name.Length);

    /// <summary>By the name that the build has put into the metadata, else by the cells that have an id of ours.</summary>
    public string? ByContent(Notebook notebook)
    {
        if (notebook.Metadata["coursekit"] is JsonObject own && own["notebook"] is JsonValue value && value.TryGetValue(out string? said) && names.Contains(said)) return said;
        HashSet<string> theirs = [.. notebook.Cells.SelectMany(cell => new[] { CellMatcher.GradeId(cell), cell.Id }).OfType<string>()];
        string? best = names.MaxBy(name => Share(name, theirs));
        return best is not null && Share(best, theirs) >= LeastShare ? best : null;
    }

    private double Share(string name, HashSet<string> theirs)
    {
        if (!ids.TryGetValue(name, out HashSet<string>? ours))
            lock (ids) ids[name] = ours = [.. notebook(name).Cells.Where(cell => cell.Role.Role is not null).Select(cell => cell.Id)];
        return ours.Count == 0 ? 0 : (double)ours.Count(theirs.Contains) / ours.Count;
    }
}
