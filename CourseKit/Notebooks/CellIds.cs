using System.Text;
using System.Text.RegularExpressions;

namespace CourseKit.Notebooks;

/// <summary>
/// Gives cells their ids. Submissions are matched by id years later, so an id depends on nothing but the cell's exercise, or on its place
/// under the nearest heading; a change to one cell does not rename the others.
/// </summary>
internal sealed partial class CellIds(IEnumerable<string>? reserved = null)
{
    private const int LongestSlug = 40;
    private readonly HashSet<string> used = [.. reserved ?? []];
    private readonly Dictionary<string, int> checks = [];
    private readonly Dictionary<(string Section, string Kind), int> counters = [];
    private string section = "start";

    /// <summary>What nbformat allows.</summary>
    [GeneratedRegex(@"^[a-zA-Z0-9_-]{1,64}\z")]
    public static partial Regex Pattern();

    /// <summary>"ex-08-1" for an answer, "ex-08-1-check-2" for the second check of the exercise; null for other cells.</summary>
    public string? OfExercise(CellRole role)
    {
        if (role.Exercise is null) return null;
        string answer = "ex-" + role.Exercise.Replace('.', '-');
        if (role.Role == CellRole.Answer) return answer;
        return $"{answer}-check-{checks[role.Exercise] = checks.GetValueOrDefault(role.Exercise) + 1}";
    }

    /// <summary>The id of a Markdown cell: its heading when it begins with one, else its number under the heading above it.</summary>
    public string OfProse(string text)
    {
        string[] headings = [.. Headings(text)];
        bool opensSection = text.StartsWith('#') && headings.Length > 0;
        string id = Unique(opensSection ? Slug(headings[0]) : Numbered("text"));
        if (opensSection) section = id;
        if (headings.Length > (opensSection ? 1 : 0)) section = Slug(headings[^1]);
        return id;
    }

    /// <summary>The id of a code cell that belongs to no exercise.</summary>
    public string OfCode() => Unique(Numbered("code"));

    private string Numbered(string kind) => $"{section}-{kind}-{counters[(section, kind)] = counters.GetValueOrDefault((section, kind)) + 1}";

    private string Unique(string wanted)
    {
        string id = wanted;
        for (int n = 2; !used.Add(id); n++) id = $"{wanted}-{n}";
        return id;
    }

    /// <summary>The headings of a Markdown cell, in order, without their number signs.</summary>
    public static IEnumerable<string> Headings(string text)
    {
        FenceMark? open = null;
        foreach (string line in text.Split('\n'))
        {
            if (open is not null) open = open.IsClosedBy(line) ? null : open;
            else if (FenceMark.Of(line) is FenceMark mark) open = mark;
            else if (HeadingPattern().Match(line) is { Success: true } heading) yield return heading.Groups[1].Value;
        }
    }

    /// <summary>What a heading becomes in an id: its ASCII letters and digits, other runs of characters as one hyphen.</summary>
    public static string Slug(string heading)
    {
        var slug = new StringBuilder();
        foreach (char c in heading.ToLowerInvariant())
            if (char.IsAsciiLetterOrDigit(c)) slug.Append(c);
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        string text = slug.ToString()[..Math.Min(slug.Length, LongestSlug)].Trim('-');
        return text.Length > 0 ? text : "section";
    }

    [GeneratedRegex(@"^#{1,6}\s+(.+)")]
    private static partial Regex HeadingPattern();
}
