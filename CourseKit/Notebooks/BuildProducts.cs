using System.Text.Json.Nodes;
using CourseKit.Experiments;

namespace CourseKit.Notebooks;

/// <summary>A file that a build makes, with the text it must have.</summary>
internal sealed record Product(string Path, string Text)
{
    public bool Exists => File.Exists(Path);
    public bool IsCurrent => Exists && File.ReadAllText(Path) == Text;

    /// <summary>Whether it is current but for what an editor adds when somebody runs and saves a notebook: outputs, numbers, metadata of its own.</summary>
    public bool IsCurrentButSaved
    {
        get
        {
            if (IsCurrent || !Exists || System.IO.Path.GetExtension(Path) != ".ipynb") return IsCurrent;
            try
            {
                return NotebookFile.ToText(Bare(NotebookFile.Read(Path))) == NotebookFile.ToText(Bare(NotebookFile.Parse(Text, Path)));
            }
            catch (CourseKitException)
            {
                return false;
            }
        }
    }

    private static Notebook Bare(Notebook notebook) => notebook with
    {
        Metadata = Without(notebook.Metadata, ["kernelspec", "language_info", .. EditorMetadata.Keys]),
        Cells = [.. notebook.Cells.Select(cell => cell with { Outputs = [], ExecutionCount = null, Metadata = Without(cell.Metadata, EditorMetadata.Keys) })],
    };

    private static JsonObject Without(JsonObject metadata, IEnumerable<string> keys)
    {
        JsonObject bare = metadata.DeepClone().AsObject();
        foreach (string key in keys) bare.Remove(key);
        return bare;
    }
}

/// <summary>What a build makes of the course's sources, whole or not at all.</summary>
/// <param name="Files">In the order of the notebooks.</param>
/// <param name="Orphans">Built notebooks whose source is gone; known only when the whole course is built.</param>
/// <param name="Readme">The guide, where it shows published results and the whole course is built.</param>
internal sealed record BuildProducts(IReadOnlyList<Product> Files, IReadOnlyList<string> Orphans, Product? Readme = null)
{
    /// <summary>Notebooks and guide.</summary>
    public IEnumerable<Product> All => Readme is null ? Files : Files.Append(Readme);

    /// <summary>The student notebooks of the named sources, or of all of them when none is named.</summary>
    /// <param name="errors">Takes one line for each source that cannot be built.</param>
    public static BuildProducts Student(Course course, IReadOnlyList<string> names, List<string> errors)
    {
        IReadOnlyList<string> all = course.SourceNames();
        List<Product> files = Notebooks(course, names, Edition.Student, course.Notebooks, errors);
        IReadOnlyList<string> orphans = names.Count > 0 ? [] : [.. course.Names().Except(all).Select(name => Path.Combine(course.Notebooks, name + ".ipynb"))];
        return new BuildProducts(files, orphans, names.Count > 0 ? null : ReadmeResults.Of(course));
    }

    /// <summary>The same with solutions and hidden tests, for <paramref name="folder"/>.</summary>
    public static BuildProducts Instructor(Course course, IReadOnlyList<string> names, string folder, List<string> errors) =>
        new(Notebooks(course, names, Edition.Instructor, folder, errors), []);

    private static List<Product> Notebooks(Course course, IReadOnlyList<string> names, Edition edition, string folder, List<string> errors)
    {
        var files = new List<Product>();
        foreach (string name in names.Count > 0 ? names : course.SourceNames())
            try
            {
                SourceDocument source = SourceDocument.Load(Path.Combine(course.Sources, name + ".md"));
                files.Add(new Product(Path.Combine(folder, name + ".ipynb"), NotebookFile.ToText(NotebookBuilder.Build(source, edition))));
            }
            catch (CourseKitException failure)
            {
                errors.Add(failure.Message);
            }
        return files;
    }
}
