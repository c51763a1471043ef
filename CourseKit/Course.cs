namespace CourseKit;

/// <summary>Where the parts of a course lie on disk, in the author's repository as in a student's package.</summary>
internal sealed record Course(string Root)
{
    public string Notebooks => Path.Combine(Root, "notebooks");
    public string Sources => Path.Combine(Notebooks, "src");
    public string Answers => Path.Combine(Sources, "answers");
    public string Oracles => Path.Combine(Notebooks, "oracles");
    public string Stubs => Path.Combine(Notebooks, "stubs");
    public string Results => Path.Combine(Notebooks, "results");
    public string Readme => Path.Combine(Root, "README.md");
    public string Datasets => Path.Combine(Root, "datasets");

    /// <summary>The nearest folder at or above <paramref name="start"/> that has notebooks in it, and what belongs to a course; empty folders get lost on the way.</summary>
    public static Course Find(string? start = null) => TryFind(start) ?? throw new CourseKitException(
        $"no course here: neither '{start ?? Directory.GetCurrentDirectory()}' nor a folder above it has 'notebooks' with notebooks or their sources in it; run this inside the course's folder",
        CourseKitException.WrongUsage);

    /// <summary>The same; null where there is none.</summary>
    public static Course? TryFind(string? start = null)
    {
        for (var folder = new DirectoryInfo(start ?? Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
            if (new Course(folder.FullName) is { IsThere: true } course) return course;
        return null;
    }

    private bool IsThere => Directory.Exists(Notebooks)
        && (Directory.Exists(Datasets) || Directory.Exists(Sources) || Directory.EnumerateFiles(Notebooks, "*.ipynb").Any());

    /// <summary>
    /// What a notebook imports first. It brings the course to .NET Interactive; cells that run here have it already, and the line does
    /// nothing.
    /// </summary>
    public const string SetUp = "course.dib";

    /// <summary>The names of all notebooks ("08-batchnorm2d"), in order.</summary>
    public IReadOnlyList<string> Names() =>
        [.. Directory.EnumerateFiles(Notebooks, "*.ipynb").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    /// <summary>The full name of the notebook that a user calls <paramref name="spoken"/>: its number, its name, or its file.</summary>
    public string Resolve(string spoken) => Resolve(spoken, Names(), Notebooks);

    /// <summary>The names of all notebook sources (<c>NN-name.md</c>), in order.</summary>
    public IReadOnlyList<string> SourceNames() => !Directory.Exists(Sources) ? [] :
        [.. Directory.EnumerateFiles(Sources, "*.md").Select(path => Path.GetFileNameWithoutExtension(path))
            .Where(name => name is [>= '0' and <= '9', >= '0' and <= '9', '-', _, ..]).Order(StringComparer.Ordinal)];

    /// <summary>The full name of the notebook source that an author calls <paramref name="spoken"/>.</summary>
    public string ResolveSource(string spoken) => Resolve(spoken, SourceNames(), Sources);

    private static string Resolve(string spoken, IReadOnlyList<string> names, string folder)
    {
        string wanted = Path.GetFileNameWithoutExtension(spoken.TrimEnd('/'));
        if (wanted.Length == 1 && char.IsAsciiDigit(wanted[0])) wanted = "0" + wanted;
        foreach (string name in names)
            if (name.Equals(wanted, StringComparison.OrdinalIgnoreCase) || name.StartsWith(wanted + "-", StringComparison.OrdinalIgnoreCase))
                return name;
        string? nearest = names.MinBy(name => Spelling.Distance(wanted.ToLowerInvariant(), name.ToLowerInvariant()));
        throw new CourseKitException(
            $"there is no notebook '{spoken}' in {folder}" + (nearest is null ? "" : $"; did you mean '{nearest}'?"),
            CourseKitException.WrongUsage);
    }
}
