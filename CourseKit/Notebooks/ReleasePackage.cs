using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace CourseKit.Notebooks;

/// <summary>
/// The folder that students get: notebooks, the oracles of their visible checks, small data sets, this program, and settings for VS Code.
/// </summary>
internal static class ReleasePackage
{
    /// <summary>Marks a folder as a release, which a later one may replace.</summary>
    private const string Mark = ".coursekit-release", Program = "tools/coursekit";

    private const string Launcher = """
        #!/bin/sh
        exec dotnet "$(dirname "$0")/tools/coursekit/coursekit.dll" "$@"

        """;

    private const string WindowsLauncher = "@dotnet \"%~dp0tools\\coursekit\\coursekit.dll\" %*\r\n";

    /// <summary>
    /// Tables as HTML, and charts as pictures, which have their descriptions and the theme's colours, in place of Plotly's own form, which our
    /// extension draws where it gets nothing else; whole training logs, long lines wrapped; no boxes round σ and −.
    /// </summary>
    private const string Settings = """
        {
          "notebook.displayOrder": [
            "application/vnd.coursekit.check+json", "text/html", "image/svg+xml", "application/vnd.plotly.v1+json"
          ],
          "notebook.output.textLineLimit": 500,
          "notebook.output.wordWrap": true,
          "notebook.lineNumbers": "on",
          "editor.unicodeHighlight.ambiguousCharacters": false,
          "files.exclude": { "tools": true, "**/oracles": true, "**/stubs": true, ".coursekit": true }
        }

        """;

    /// <summary>
    /// VS Code itself proposes an extension for C# in notebooks that is no longer made. The course's own comes with the package, in no
    /// market; without it the Jupyter extension runs the notebooks.
    /// </summary>
    private static string Recommended(bool hasExtension) => $$"""
        {
          "recommendations": [{{(hasExtension ? "" : "\"ms-toolsai.jupyter\"")}}],
          "unwantedRecommendations": ["ms-dotnettools.dotnet-interactive-vscode"]
        }

        """;

    /// <summary>Writes the package, whole or not at all.</summary>
    /// <param name="names">The notebooks in it.</param>
    /// <param name="folder">Must be new, empty, or an earlier release.</param>
    /// <param name="extension">The file of the extension for VS Code; null where it has not been built.</param>
    /// <param name="submit">Where work is handed in; null: nowhere but in the student's own folder.</param>
    /// <returns>The number of files.</returns>
    /// <exception cref="CourseKitException">The folder holds something else, or a notebook would carry a solution or a hidden test to the students.</exception>
    public static int Write(Course course, IReadOnlyList<string> names, string folder, string? extension = null, string? submit = null)
    {
        string full = Path.GetFullPath(folder), fresh = full + ".new";
        if (Directory.Exists(full) && Directory.EnumerateFileSystemEntries(full).Any() && !File.Exists(Path.Combine(full, Mark)))
            throw new CourseKitException($"'{folder}' holds other things, and a release replaces its folder; name a new one", CourseKitException.WrongUsage);
        try
        {
            if (Directory.Exists(fresh)) Directory.Delete(fresh, recursive: true);
            Fill(course, names, fresh, hasExtension: extension is not null);
            if (extension is not null) Copy(extension, Path.Combine(fresh, Path.GetFileName(extension)));
            if (submit is not null) new CourseFile(submit).Write(fresh);
            if (Directory.Exists(full)) Directory.Delete(full, recursive: true);
            Directory.Move(fresh, full);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new CourseKitException($"cannot write the release to {folder}: {cause.Message.TrimEnd('.')}; check the folder's permissions and the free space", cause: cause);
        }
        finally
        {
            if (Directory.Exists(fresh)) Directory.Delete(fresh, recursive: true);
        }
        return Directory.EnumerateFiles(full, "*", SearchOption.AllDirectories).Count();
    }

    /// <summary>The package as one file beside its folder.</summary>
    public static string Zip(string folder)
    {
        string zip = Path.GetFullPath(folder) + ".zip", fresh = zip + ".new";
        File.Delete(fresh);
        ZipFile.CreateFromDirectory(folder, fresh, CompressionLevel.Optimal, includeBaseDirectory: true);
        File.Move(fresh, zip, overwrite: true);
        return zip;
    }

    private static void Fill(Course course, IReadOnlyList<string> names, string root, bool hasExtension)
    {
        var list = new StringBuilder();
        foreach (string name in names)
        {
            string path = Path.Combine(course.Notebooks, name + ".ipynb");
            Notebook notebook = NotebookFile.Read(path);
            RefuseSecrets(notebook, path);
            Copy(path, Path.Combine(root, "notebooks", name + ".ipynb"));
            string oracle = Path.Combine(course.Oracles, name + ".json");
            if (File.Exists(oracle)) Copy(oracle, Path.Combine(root, "notebooks", "oracles", name + ".json"));
            if (AnswerStubs.Of(notebook) is { Count: > 0 } stubs) AnswerStubs.Write(stubs, Path.Combine(root, "notebooks", "stubs", name + ".json"));
            list.Append("* [").Append(CellIds.Headings(notebook.Cells[0].Source).FirstOrDefault(name)).Append("](notebooks/").Append(name).AppendLine(".ipynb)");
        }
        File.WriteAllText(Path.Combine(root, "notebooks", Course.SetUp), EmbeddedText.Read(Course.SetUp));
        if (Directory.Exists(course.Datasets)) CopyFolder(course.Datasets, Path.Combine(root, "datasets"));
        foreach (string file in ProgramFiles()) Copy(Path.Combine(AppContext.BaseDirectory, file), Path.Combine(root, Program, file));

        Directory.CreateDirectory(Path.Combine(root, ".vscode"));
        File.WriteAllText(Path.Combine(root, ".vscode", "settings.json"), Settings);
        File.WriteAllText(Path.Combine(root, ".vscode", "extensions.json"), Recommended(hasExtension));
        File.WriteAllText(Path.Combine(root, "README.md"), EmbeddedText.Read("student-readme.md").Replace("{course}", names.Count == 1 ? "The course, one notebook" : "The course").Replace("{notebooks}", list.ToString().TrimEnd()));
        File.WriteAllText(Path.Combine(root, "coursekit.cmd"), WindowsLauncher);
        File.WriteAllText(Path.Combine(root, "coursekit"), Launcher);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path.Combine(root, "coursekit"), (UnixFileMode)Convert.ToInt32("755", 8));
        File.WriteAllText(Path.Combine(root, Mark), "Written by coursekit release, and replaced by the next one.\n");
    }

    /// <summary>What was edited by hand into a built notebook must not go out.</summary>
    private static void RefuseSecrets(Notebook notebook, string path)
    {
        foreach (string secret in new[] { "BEGIN SOLUTION", "BEGIN HIDDEN TESTS" })
            if (notebook.Cells.Any(cell => cell.Source.Contains(secret, StringComparison.Ordinal)))
                throw new CourseKitException($"{path} holds a '{secret}', which students must not see; run: coursekit build");
    }

    /// <summary>
    /// This program, by its own list: assemblies, their documentation, which the kernel shows, and what .NET reads at its start.
    /// </summary>
    public static IEnumerable<string> ProgramFiles()
    {
        const string list = "coursekit.deps.json";
        using JsonDocument dependencies = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, list)));
        string[] assemblies = [.. dependencies.RootElement.GetProperty("targets").EnumerateObject().SelectMany(target => target.Value.EnumerateObject())
            .SelectMany(library => library.Value.TryGetProperty("runtime", out JsonElement runtime) ? runtime.EnumerateObject().Select(file => Path.GetFileName(file.Name)) : [])];
        IEnumerable<string> documented = assemblies.Select(assembly => Path.ChangeExtension(assembly, ".xml")).Where(file => File.Exists(Path.Combine(AppContext.BaseDirectory, file)));
        return [.. assemblies, .. documented, list, "coursekit.runtimeconfig.json"];
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories)) Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to, overwrite: true);
    }
}
