using System.Text.Json.Nodes;
using CourseKit.Notebooks;

namespace CourseKit.Grading;

/// <summary>Finds which notebook of the course a handed-in file is: by its name, else by what stands in it.</summary>
/// <param name="names">Those that can be graded.</param>
/// <param name="notebook">Gives one of them.</param>
internal sealed class NotebookNames(IReadOnlyList<string> names, Func<string, CourseNotebook> notebook)
{
    private const double LeastShare = 0.3;
    private readonly Dictionary<string, (HashSet<string> Ids, HashSet<string> Texts)> known = [];
    private readonly Dictionary<string, CourseNotebook> courses = [];

    /// <summary>"08-batchnorm2d" for <c>08-batchnorm2d.ipynb</c>, <c>08-BatchNorm2d (1).ipynb</c> and <c>muster_08-batchnorm2d.ipynb</c>; null when the name says nothing.</summary>
    public string? ByFileName(SubmittedFile file) =>
        names.FirstOrDefault(name => file.Stem.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? names.Where(name => file.Stem.Contains(name, StringComparison.OrdinalIgnoreCase)).MaxBy(name => name.Length);

    /// <summary>By the cells that have an id of ours, or the text where an editor stripped the ids; else by the name that the build has put into the metadata.</summary>
    public string? ByContent(Notebook handedIn)
    {
        HashSet<string> ids = [.. handedIn.Cells.SelectMany(cell => new[] { CellMatcher.GradeId(cell), cell.Id }).OfType<string>()];
        HashSet<string> texts = [.. handedIn.Cells.Select(cell => Plain(cell.Source))];
        return Best(name => Share(Known(name).Ids, ids)) ?? Best(name => Share(Known(name).Texts, texts)) ?? Said(handedIn);
    }

    /// <summary>How many answers are something else than what was given: how full an attempt it is.</summary>
    public int Attempted(string name, Notebook handedIn) =>
        CellMatcher.Match(handedIn, Course(name)).Cells.Count(cell => cell is { Course.Role.Role: CellRole.Answer, IsUnchanged: false } && cell.Cell.Source.Trim().Length > 0);

    private string? Said(Notebook handedIn) =>
        handedIn.Metadata["coursekit"] is JsonObject own && own["notebook"] is JsonValue value && value.TryGetValue(out string? said) && names.Contains(said) ? said : null;

    private CourseNotebook Course(string name)
    {
        lock (courses) return courses.TryGetValue(name, out CourseNotebook? found) ? found : courses[name] = notebook(name);
    }

    private string? Best(Func<string, double> share) =>
        names.Select(name => (Name: name, Share: share(name))).Where(entry => entry.Share >= LeastShare).OrderByDescending(entry => entry.Share).Select(entry => entry.Name).FirstOrDefault();

    private static double Share(HashSet<string> ours, HashSet<string> theirs) => ours.Count == 0 ? 0 : (double)ours.Count(theirs.Contains) / ours.Count;

    /// <summary>The ids of the cells that matter, and the texts of those that students leave as they are.</summary>
    private (HashSet<string> Ids, HashSet<string> Texts) Known(string name)
    {
        lock (known)
        {
            if (known.TryGetValue(name, out var found)) return found;
            CourseCell[] cells = [.. Course(name).Cells.Where(cell => cell.Role.Role is not null)];
            return known[name] = ([.. cells.Select(cell => cell.Id)], [.. cells.Where(cell => cell.IsLocked).Select(cell => cell.Released).OfType<string>().Select(Plain)]);
        }
    }

    private static string Plain(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
