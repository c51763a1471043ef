using System.CommandLine;
using CourseKit.Grading;

namespace CourseKit.Commands;

/// <summary><c>coursekit export</c>: the grades in the form that another system takes.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var command = new Command("export", """
            Writes what another system takes: the grades as a table, or an autograder that grades there.

            Examples:
              coursekit export csv -o grades
              coursekit export canvas -o grades --roster canvas-gradebook.csv
              coursekit export moodle -o grades --roster worksheet.csv --notebook 08
              coursekit export gradescope 08 --to gradescope.zip
            """);
        command.Add(Table("csv", "nbgrader's columns; names and emails from a class list with the columns last_name, first_name and email."));
        command.Add(Table("canvas", "Canvas's columns; needs --roster: the gradebook as Canvas exports it, for its IDs."));
        command.Add(Table("moodle", "A column for each notebook; or --roster: a grading worksheet of Moodle's, to be filled in."));
        command.Add(ExportGradescopeCommand.Create());
        return command;
    }

    private static Command Table(string form, string description)
    {
        Option<string> output = GradedFolder(required: true);
        var roster = new Option<string?>("--roster") { Description = "Class list as CSV; a student is found by anything that is theirs alone in it.", HelpName = "FILE" };
        var notebook = new Option<string?>("--notebook") { Description = "Only this notebook.", HelpName = "NAME" };
        var to = new Option<string?>("--to") { Description = $"The file to write; '{form}.csv' in the graded folder unless given.", HelpName = "FILE" };
        var command = new Command(form, description) { output, roster, notebook, to };
        command.SetAction(parsed => Run(
            form, parsed.GetRequiredValue(output), parsed.GetValue(roster) is string path ? Roster.Read(path) : null, parsed.GetValue(notebook), parsed.GetValue(to), Console.Out, Console.Error));
        return command;
    }

    public static Option<string> GradedFolder(bool required) => new("--output", "-o") { Description = "The folder that was graded into.", HelpName = "DIR", Required = required };

    internal static int Run(string form, string folder, Roster? roster, string? notebook, string? to, TextWriter output, TextWriter error)
    {
        IReadOnlyList<Grade> grades = Grades(folder, notebook);
        string csv = form switch
        {
            "canvas" => GradeExport.Canvas(grades, roster ?? throw new CourseKitException("Canvas knows students by its own IDs; export its gradebook and give that file: --roster FILE", CourseKitException.WrongUsage)),
            "moodle" => GradeExport.Moodle(grades, roster),
            _ => GradebookTables.ToCsv(grades, roster),
        };
        string path = to ?? Path.Combine(folder, form + ".csv");
        AtomicFile.Write(path, csv);
        output.WriteLine(path);
        if (roster?.GuessedEncoding is string guess) error.WriteLine($"coursekit: the class list does not say its encoding and was read as {guess}; look at the names, or save it as CSV UTF-8");
        IReadOnlyList<string> unknown = roster is null ? [] : GradeExport.Unknown(grades, roster);
        if (unknown.Count > 0) error.WriteLine($"coursekit: not in the class list: {string.Join(", ", unknown)}");
        return unknown.Count > 0 ? CourseKitException.WorkFailed : CourseKitException.Done;
    }

    /// <summary>What counts in the end, of one notebook or all.</summary>
    /// <exception cref="CourseKitException">There is nothing of it.</exception>
    public static IReadOnlyList<Grade> Grades(string folder, string? notebook)
    {
        using var gradebook = new Gradebook(folder, create: false);
        IReadOnlyList<Grade> all = Grade.Of(gradebook.Results(), gradebook.Policy, gradebook.Marks());
        Grade[] grades = [.. all.Where(grade => notebook is null || grade.Notebook == notebook || grade.Notebook.StartsWith(notebook + "-", StringComparison.Ordinal))];
        if (grades.Length > 0) return grades;
        throw new CourseKitException(all.Count == 0 ? $"the gradebook in {folder} is empty; grade first"
            : $"the gradebook has no notebook '{notebook}'; it has {string.Join(", ", all.Select(grade => grade.Notebook).Distinct())}", CourseKitException.WrongUsage);
    }
}
