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
        var command = new Command("release", """
            Writes the package that students get: notebooks without solutions and hidden tests, the oracles of their visible checks, the
            small data sets, this program with the library, and settings for VS Code. Nothing else is needed but the .NET SDK.

            Examples:
              coursekit release -o cs231 --zip       the whole course
              coursekit release 08 -o homework       one notebook
            """)
        { names, output, zip };
        command.SetAction(parsed => Run(Course.Find(), parsed.GetValue(names) ?? [], parsed.GetRequiredValue(output), parsed.GetValue(zip), Console.Out, Console.Error));
        return command;
    }

    internal static int Run(Course course, IReadOnlyList<string> spoken, string folder, bool zip, TextWriter output, TextWriter error)
    {
        IReadOnlyList<string> wanted = spoken.Count > 0 ? [.. spoken.Select(course.Resolve).Distinct()] : course.Names();
        if (wanted.Count == 0) throw new CourseKitException($"there is no notebook in {course.Notebooks}; run: coursekit build");
        if (course.SourceNames().Count > 0 && BuildCommand.Run(course, [.. wanted.Intersect(course.SourceNames())], check: true, null, TextWriter.Null, error) != CourseKitException.Done)
            return CourseKitException.WorkFailed;
        int files = ReleasePackage.Write(course, wanted, folder);
        output.WriteLine($"{folder}: {(wanted.Count == 1 ? "1 notebook" : $"{wanted.Count} notebooks")}, {files} files");
        if (zip) output.WriteLine(ReleasePackage.Zip(folder));
        return CourseKitException.Done;
    }
}
