using System.Text;

namespace CourseKit.Grading;

/// <summary>Grades in the form that a learning platform imports.</summary>
internal static class GradeExport
{
    private static readonly string[] CanvasColumns = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"];

    /// <summary>Canvas: the columns by which it knows students, then one for each notebook; the line of possible points first.</summary>
    /// <param name="roster">The gradebook as Canvas exports it: only that has its IDs.</param>
    /// <exception cref="CourseKitException">The class list is not Canvas's.</exception>
    public static string Canvas(IReadOnlyList<Grade> grades, Roster roster)
    {
        if (!roster.Columns.Contains("Student") || !roster.Columns.Contains("ID"))
            throw new CourseKitException($"the class list has no columns Student and ID, but {string.Join(", ", roster.Columns)}; export the gradebook from Canvas and give that file", CourseKitException.WrongUsage);
        string[] known = [.. CanvasColumns.Where(roster.Columns.Contains)], notebooks = Notebooks(grades);
        var csv = new StringBuilder();
        Line(csv, [.. known, .. notebooks]);
        Line(csv, [.. known.Select((_, i) => i == 0 ? "    Points Possible" : ""), .. notebooks.Select(name => GradebookTables.Number(Points(grades, name)))]);
        foreach (IGrouping<RosterRow, Grade> student in Found(grades, roster))
            Line(csv, [.. known.Select(column => student.Key[column] ?? ""), .. notebooks.Select(name => Score(student, name))]);
        return csv.ToString();
    }

    /// <summary>Moodle: its grading worksheet, filled in, where the class list is one (of one notebook); else a column for each notebook.</summary>
    public static string Moodle(IReadOnlyList<Grade> grades, Roster? roster)
    {
        string[] notebooks = Notebooks(grades);
        var csv = new StringBuilder();
        if (roster?.Columns.Contains("Grade") == true)
        {
            if (notebooks.Length > 1) throw new CourseKitException($"a grading worksheet is for one notebook; choose with --notebook: {string.Join(", ", notebooks)}", CourseKitException.WrongUsage);
            Line(csv, roster.Columns);
            if (roster.Rows.Count > 0 && !grades.Any(grade => roster.Find(grade) is not null)) throw Stranger(grades, roster);
            foreach (IGrouping<RosterRow, Grade> student in Found(grades, roster))
                Line(csv, [.. roster.Columns.Select((column, i) => column switch
                {
                    "Grade" => Score(student, notebooks[0]),
                    "Maximum Grade" or "Maximum grade" => GradebookTables.Number(Points(grades, notebooks[0])),
                    "Feedback comments" => string.Join(" ", student.SelectMany(grade => grade.Marks).Select(mark => mark.Comment).Where(comment => comment.Length > 0)),
                    _ => student.Key.Values[i],
                })]);
            return csv.ToString();
        }
        Line(csv, ["username", .. notebooks]);
        foreach (IGrouping<string, Grade> student in grades.GroupBy(grade => grade.Student))
            Line(csv, [roster?.Find(student.First())?["username"] ?? student.Key, .. notebooks.Select(name => Score(student, name))]);
        return csv.ToString();
    }

    /// <summary>Students of the gradebook whom the class list does not know.</summary>
    public static IReadOnlyList<string> Unknown(IEnumerable<Grade> grades, Roster roster) =>
        [.. grades.Where(grade => roster.Find(grade) is null).Select(grade => grade.Student).Distinct()];

    private static IEnumerable<IGrouping<RosterRow, Grade>> Found(IEnumerable<Grade> grades, Roster roster) =>
        grades.Where(grade => roster.Find(grade) is not null).GroupBy(grade => roster.Find(grade)!);

    private static CourseKitException Stranger(IReadOnlyList<Grade> grades, Roster roster) => new(
        $"nobody in the gradebook is in the class list: there they are called '{grades[0].Student}', here '{string.Join(" | ", roster.Rows[0].Values.Where(value => value.Length > 0).Take(3))}'; give the list of this assignment",
        CourseKitException.WrongUsage);

    private static string[] Notebooks(IEnumerable<Grade> grades) => [.. grades.Select(grade => grade.Notebook).Distinct().Order(StringComparer.Ordinal)];

    private static double Points(IEnumerable<Grade> grades, string notebook) => grades.Where(grade => grade.Notebook == notebook).Max(grade => grade.Result.Points);

    private static string Score(IEnumerable<Grade> student, string notebook) =>
        student.FirstOrDefault(grade => grade.Notebook == notebook) is Grade grade ? GradebookTables.Number(grade.Score) : "";

    private static void Line(StringBuilder csv, IEnumerable<string> fields) => csv.AppendJoin(',', fields.Select(GradebookTables.Text)).Append('\n');
}
