using System.CommandLine;
using CourseKit.Notebooks;

namespace CourseKit.Commands;

/// <summary><c>coursekit release</c>: the package that students get.</summary>
internal static class ReleaseCommand
{
    public static Command Create()
    {
        var names = new Argument<string[]>("notebook") { Description = "Number, name or file of a notebook; all of them when none is named.", Arity = ArgumentArity.ZeroOrMore };
        var output = new Option<string>("--output", "-o") { Description = "The folder to write; a new one, or that of an earlier release.", HelpName = "DIR", Required = true };
        var zip = new Option<bool>("--zip") { Description = "Write DIR.zip as well." };
        var submit = new Option<string>("--submit")
        {
            Description = "Where 'Submit' in the editor brings the work: a folder, a git repository (….git), or an address that takes files by HTTP PUT.",
            HelpName = "PLACE",
        };
        var command = new Command("release", """
            Writes the package that students get: notebooks without solutions and hidden tests, the oracles of their visible checks, the
            small data sets, this program with the library, and settings for VS Code. Nothing else is needed but the .NET SDK.

            Examples:
              coursekit release -o cs231 --zip       the whole course
              coursekit release 08 -o homework       one notebook
              coursekit release -o cs231 --submit https://files.example.edu/cs231
            """)
        { names, output, zip, submit };
        command.SetAction(parsed => Run(
            Course.Find(), parsed.GetValue(names) ?? [], parsed.GetRequiredValue(output), parsed.GetValue(zip), Console.Out, Console.Error,
            parsed.GetValue(submit)));
        return command;
    }

    internal static int Run(
        Course course, IReadOnlyList<string> spoken, string folder, bool zip, TextWriter output, TextWriter error, string? submit = null)
    {
        IReadOnlyList<string> wanted = spoken.Count > 0 ? [.. spoken.Select(course.Resolve).Distinct()] : course.Names();
        if (wanted.Count == 0) throw new CourseKitException($"there is no notebook in {course.Notebooks}; run: coursekit build");
        if (course.SourceNames().Count > 0 && BuildCommand.Run(course, [.. wanted.Intersect(course.SourceNames())], check: true, null, TextWriter.Null, error) != CourseKitException.Done)
            return CourseKitException.WorkFailed;
        string? extension = VscodeCommand.Find(course.Root);
        int files = ReleasePackage.Write(course, wanted, folder, extension, submit);
        output.WriteLine($"{folder}: {(wanted.Count == 1 ? "1 notebook" : $"{wanted.Count} notebooks")}, {files} files");
        if (extension is null)
            output.WriteLine($"without the VS Code extension: there is no {VscodeCommand.Package}; build it: cd vscode && npm ci && npm run package");
        if (zip) output.WriteLine(ReleasePackage.Zip(folder));
        return CourseKitException.Done;
    }
}
