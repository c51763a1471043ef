using System.CommandLine;
using CourseKit.Notebooks;

namespace CourseKit.Commands;

/// <summary><c>coursekit import</c>: brings edits made in a notebook editor back to the Markdown source.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("notebook") { Description = "The edited .ipynb file; a number or a name means the one in notebooks/." };
        var command = new Command("import", """
            Brings edits that were made in VS Code or Jupyter back to notebooks/src/NN-name.md. Cells that were changed, added, moved or deleted are so
            in the source too; every other line stays as it is. Solutions and hidden tests keep their places.

            A solution itself is edited in the source, or in the notebook with solutions that 'run --solutions' writes. Outputs, and what a cell's
            metadata say of points and roles, are not imported; other metadata are named. Pictures that were pasted into a cell are kept as
            notebooks/src/attachments/NN-name/FILE.

            Examples:
              coursekit import 07                                the students' notebook, notebooks/07-….ipynb
              coursekit import output/07-batchnorm-derived.ipynb the notebook with solutions, after: coursekit run 07 --solutions
            """)
        { file };
        command.SetAction(parsed => Run(Course.Find(), parsed.GetValue(file)!, Console.Out));
        return command;
    }

    internal static int Run(Course course, string spoken, TextWriter output)
    {
        string file = File.Exists(spoken) ? spoken : Path.Combine(course.Notebooks, course.Resolve(spoken) + ".ipynb");
        Notebook notebook = NotebookFile.Read(file);
        string name = course.ResolveSource(notebook.Metadata["coursekit"]?["notebook"]?.ToString() ?? Path.GetFileNameWithoutExtension(file));
        string path = Path.Combine(course.Sources, name + ".md"), before = File.ReadAllText(path);
        ImportedSource imported = SourceImport.Apply(before, path, notebook);
        foreach (string untaken in imported.Untaken) output.WriteLine($"not imported: {untaken}; a source has no place for it");
        string pictures = SourceAttachments.Folder(path);
        AttachmentFile[] fresh = [.. imported.Pictures.Where(picture =>
            !(Path.Combine(pictures, picture.Name) is var kept && File.Exists(kept) && File.ReadAllBytes(kept).AsSpan().SequenceEqual(picture.Bytes)))];
        if (imported.Text == string.Join('\n', SourceParser.Lines(before)) && fresh.Length == 0)
        {
            output.WriteLine($"{file} says what {path} says; nothing to import");
            return CourseKitException.Done;
        }
        // The pictures first: a source never shows what is not there.
        foreach (AttachmentFile picture in fresh)
        {
            AtomicFile.Write(Path.Combine(pictures, picture.Name), picture.Bytes);
            output.WriteLine($"picture: {Path.Combine(pictures, picture.Name)}");
        }
        AtomicFile.Write(path, imported.Text);
        Tell("changed", imported.Changed);
        Tell("added", imported.Added);
        Tell("removed", imported.Removed);
        output.WriteLine($"wrote {path}");
        output.WriteLine($"then: coursekit build {name[..2]} && coursekit verify {name[..2]}");
        return CourseKitException.Done;

        void Tell(string what, IReadOnlyList<string> ids)
        {
            if (ids.Count > 0) output.WriteLine($"{what}: {string.Join(", ", ids)}");
        }
    }
}
