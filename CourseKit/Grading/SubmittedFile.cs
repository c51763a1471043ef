using System.Text;
using CourseKit.Grading.Intake;
using CourseKit.Notebooks;

namespace CourseKit.Grading;

/// <summary>What a handed-in file is, by its bytes first and its name second.</summary>
internal enum FileKind
{
    Notebook,

    /// <summary><c>timestamp.txt</c>.</summary>
    TimeStamp,

    /// <summary>What a platform has put beside the submissions.</summary>
    Note,

    /// <summary>Anything else; only its name is kept.</summary>
    Other,
}

/// <summary>One file that was handed in, as it was when the submissions were read; nothing is ever unpacked to disk.</summary>
/// <param name="Name">Its path inside the submission, with forward slashes; an archive in it is a folder.</param>
/// <param name="Written">When it was last changed, for choosing among several.</param>
/// <param name="Layers">How many archives of the student's it was in.</param>
internal sealed record SubmittedFile(string Name, DateTimeOffset Written, FileKind Kind, StoredBytes Content, int Layers = 0)
{
    private static readonly string[] Endings = [".ipynb", ".json", ".txt", ".gz", ".tar", ".tgz", ".zip", ".7z", ".rar", ".bz2", ".xz", ".tbz2", ".txz"];

    /// <summary>When it was handed in, where that is known.</summary>
    public DateTimeOffset? HandedIn { get; init; }

    /// <summary>What is to be said of it should it count.</summary>
    public IReadOnlyList<Flag> Flags { get; init; } = [];

    /// <summary>"01-sums" for <c>hw/01-sums.ipynb.txt</c>.</summary>
    public string Stem => StemOf(Path.GetFileName(Name));

    public bool IsNotebook => Kind == FileKind.Notebook;

    /// <summary>Its folder inside the submission; empty at the top.</summary>
    public string Folder => Name.LastIndexOf('/') is var slash and >= 0 ? Name[..slash] : "";

    public byte[] Read() => Content.Read();

    /// <summary>A name without the endings that browsers, packers and students pile upon each other.</summary>
    public static string StemOf(string name)
    {
        string stem = name;
        while (Endings.FirstOrDefault(ending => stem.Length > ending.Length && stem.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) is string ending) stem = stem[..^ending.Length];
        return stem == name ? Path.GetFileNameWithoutExtension(name) is { Length: > 0 } plain ? plain : name : stem;
    }

    /// <summary>Whatever the bytes are, this gives a notebook or a <see cref="CourseKitException"/>.</summary>
    public static Notebook Parse(byte[] bytes, string name) => Parse(bytes, name, []);

    /// <param name="flags">Gets what is doubtful in the reading of it.</param>
    public static Notebook Parse(byte[] bytes, string name, List<Flag> flags)
    {
        try
        {
            var remarks = new List<string>();
            Notebook notebook = NotebookFile.Parse(Encoding.UTF8.GetString(SlimNotebook.Of(bytes)), $"'{name}'", remarks);
            flags.AddRange(remarks.Select(remark => new Flag(Flag.Doubtful, $"'{name}': {remark}")));
            return notebook;
        }
        catch (Exception cause) when (cause is not CourseKitException)
        {
            throw new CourseKitException($"'{name}' is not a notebook: {cause.Message}", cause: cause);
        }
    }
}
