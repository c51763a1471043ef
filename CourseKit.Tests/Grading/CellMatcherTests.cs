using System.Text.Json.Nodes;
using CourseKit.Grading;
using CourseKit.Notebooks;

namespace CourseKit.Tests.Grading;

public class CellMatcherTests
{
    private const string Answer1 = "ex-01-1", Check1 = "ex-01-1-check-1", Answer2 = "ex-01-2", Check2 = "ex-01-2-check-1";

    [Fact]
    public void An_untouched_notebook_matches_cell_by_cell_without_a_flag()
    {
        (IReadOnlyList<SubmittedCell> cells, IReadOnlyList<Flag> flags) = Match(SmallCourse.Stub);
        Assert.Equal(SmallCourse.Notebook.Cells.Select(cell => cell.Id), cells.Select(cell => cell.Course?.Id));
        Assert.All(cells, cell => Assert.True(cell.IsUnchanged));
        Assert.Empty(flags);
    }

    [Fact]
    public void Stripped_metadata_leaves_the_cell_ids_to_match_by()
    {
        (IReadOnlyList<SubmittedCell> cells, IReadOnlyList<Flag> flags) = Match(SmallCourse.Solved.Map(cell => cell with { Metadata = [] }));
        Assert.Equal(SmallCourse.Notebook.Cells.Select(cell => cell.Id), cells.Select(cell => cell.Course?.Id));
        Assert.Contains(flags, flag => flag.Kind == Flag.Unmatched);
    }

    [Fact]
    public void With_ids_lost_too_cells_match_by_what_they_say()
    {
        int n = 0;
        (IReadOnlyList<SubmittedCell> cells, _) = Match(SmallCourse.Solved.Map(cell => cell with { Metadata = [], Id = $"x{n++}" }));
        Assert.Equal(SmallCourse.Notebook.Cells.Select(cell => cell.Id), cells.Select(cell => cell.Course?.Id));
    }

    [Fact]
    public void An_answer_typed_anew_is_found_by_the_name_it_declares()
    {
        Notebook retyped = SmallCourse.Solved with
        {
            Cells = [.. SmallCourse.Solved.Cells.Select(cell => cell.Id == Answer2 ? Code("new", "double Double(double number)\n{\n    var twice = number * 2.0;\n    return twice;\n}") : cell)],
        };
        Assert.Equal(Answer2, Match(retyped).Cells.Single(cell => cell.Cell.Id == "new").Course?.Id);
    }

    [Fact]
    public void A_students_own_cell_matches_nothing()
    {
        Notebook notebook = SmallCourse.Solved with { Cells = [.. SmallCourse.Solved.Cells, Code("own", "Console.WriteLine(Add(1, 1));")] };
        (IReadOnlyList<SubmittedCell> cells, IReadOnlyList<Flag> flags) = Match(notebook);
        Assert.Null(cells[^1].Course);
        Assert.Empty(flags);
    }

    [Fact]
    public void A_copied_answer_is_flagged_and_both_run_in_order()
    {
        Notebook twice = Insert(SmallCourse.Solved, after: Answer1, Cell(SmallCourse.Solved, Answer1) with { Id = "copy", Source = "int Add(int a, int b) => b + a;" });
        (IReadOnlyList<SubmittedCell> cells, IReadOnlyList<Flag> flags) = Match(twice);
        Assert.Single(flags, flag => flag.Kind == Flag.Duplicate);
        string[] texts = [.. Plan(cells).Select(cell => cell.Source)];
        Assert.True(Array.IndexOf(texts, "int Add(int a, int b) => a + b;") < Array.IndexOf(texts, "int Add(int a, int b) => b + a;"));
        Assert.True(Array.IndexOf(texts, "int Add(int a, int b) => b + a;") < Array.FindIndex(texts, text => text.Contains("two and three")));
    }

    [Fact]
    public void A_copied_check_runs_once_also_when_the_copy_has_lost_its_id()
    {
        Notebook twice = Insert(SmallCourse.Solved, after: Check2, Code("copy", Cell(SmallCourse.Solved, Check2).Source));
        (IReadOnlyList<SubmittedCell> cells, IReadOnlyList<Flag> flags) = Match(twice);
        Assert.Single(flags, flag => flag.Kind == Flag.Duplicate);
        Assert.Single(Plan(cells), cell => cell.Source.Contains("twice three"));
    }

    [Fact]
    public void A_split_answer_runs_in_both_its_parts_before_the_check()
    {
        Notebook solved = SmallCourse.SolvedBut(("01.1", "int Plus(int a, int b) => a + b;"));
        Notebook split = Insert(solved, after: Answer1, Code("half", "int Add(int a, int b) => Plus(a, b);"));
        IReadOnlyList<PlannedCell> plan = Plan(Match(split).Cells);
        Assert.Equal(["int Plus(int a, int b) => a + b;", "int Add(int a, int b) => Plus(a, b);"], plan.Skip(1).Take(2).Select(cell => cell.Source));
        Assert.Contains("secret minus one", plan[3].Source);
    }

    [Fact]
    public void Deleted_cells_come_back_an_answer_as_its_stub()
    {
        Notebook torn = SmallCourse.Solved with { Cells = [.. SmallCourse.Solved.Cells.Where(cell => cell.Id is not (Answer1 or Check2) && cell.Role.Role != CellRole.Setup)] };
        (IReadOnlyList<SubmittedCell> cells, IReadOnlyList<Flag> flags) = Match(torn);
        Assert.Contains(flags, flag => flag.Kind == Flag.Missing && flag.Message.Contains("01.1"));
        IReadOnlyList<PlannedCell> plan = Plan(cells);
        Assert.Equal(SmallCourse.Notebook.Cells.Where(cell => !cell.IsSkipped).Select(cell => cell.Id), plan.Select(cell => cell.Course!.Id));
        Assert.Contains("NotImplementedException", plan.Single(cell => cell.Course!.Id == Answer1).Source);
        Assert.DoesNotContain(plan, cell => cell.Source.Contains("SOLUTION"));
    }

    [Fact]
    public void Reordered_cells_keep_the_students_order_with_each_check_after_its_answer()
    {
        Notebook reversed = SmallCourse.Solved with { Cells = [.. SmallCourse.Solved.Cells.Reverse()] };
        (IReadOnlyList<SubmittedCell> cells, IReadOnlyList<Flag> flags) = Match(reversed);
        Assert.Contains(flags, flag => flag.Kind == Flag.Reordered);
        string[] order = [.. Plan(cells).Select(cell => cell.Course!.Id)];
        Assert.Equal(order.Length, order.Distinct().Count());
        Assert.Equal("Check.Begin", Plan(cells)[0].Source[(Plan(cells)[0].Source.LastIndexOf("Check.", StringComparison.Ordinal))..][..11]);
        foreach (string exercise in new[] { "ex-01-1", "ex-01-2", "ex-01-3" })
            Assert.True(Array.IndexOf(order, exercise) < Array.IndexOf(order, exercise + "-check-1"));
        Assert.True(Array.IndexOf(order, "ex-01-3") < Array.IndexOf(order, "ex-01-1"), "the student's own order of answers");
    }

    [Fact]
    public void An_answer_that_became_markdown_still_runs()
    {
        Notebook marked = SmallCourse.Solved.Map(cell => cell.Id == Answer2 ? cell with { Type = CellType.Markdown } : cell);
        (IReadOnlyList<SubmittedCell> cells, IReadOnlyList<Flag> flags) = Match(marked);
        Assert.Contains(flags, flag => flag.Kind == Flag.Changed);
        Assert.Contains(Plan(cells), cell => cell.Source == "double Double(double x) => x + x;");
    }

    [Fact]
    public void An_edited_check_is_flagged_and_the_courses_own_runs()
    {
        Notebook edited = SmallCourse.Stub.Map(cell => cell.Id == Check1 ? cell with { Source = "Check.Value(\"two and three\", () => 5);" } : cell);
        (IReadOnlyList<SubmittedCell> cells, IReadOnlyList<Flag> flags) = Match(edited);
        Assert.Contains(flags, flag => flag.Kind == Flag.Changed && flag.Message.Contains(Check1));
        Assert.Contains("Add(2, 3)", Plan(cells).Single(cell => cell.Course?.Id == Check1).Source);
    }

    [Fact]
    public void Cells_left_out_of_grading_do_not_run() =>
        Assert.DoesNotContain(Plan(Match(SmallCourse.Solved).Cells), cell => cell.Source.Contains("long demonstration"));

    [Fact]
    public void What_an_exercise_forbids_is_refused_in_its_answer_watched_in_all_that_is_a_students_and_in_force_in_its_check()
    {
        Notebook notebook = Insert(Insert(SmallCourse.Solved, after: Answer1, Code("early", "var early = 1;")), after: "ex-01-3-check-1", Code("late", "var late = 1;"));
        IReadOnlyList<PlannedCell> plan = Plan(Match(notebook).Cells);
        const string symbol = "System.Linq.Enumerable.Average";
        Assert.Contains(symbol, Assert.Single(plan, cell => cell.Rules.Forbidden is { Count: > 0 }).Rules.Forbidden!);
        Assert.All(plan.Where(cell => cell.Number is not null), cell => Assert.True(cell.Rules.Confined && cell.Rules.Guarded!.Contains(symbol)));
        Assert.Equal(["01.3"], plan.Where(cell => cell.InForce.Contains(symbol)).Select(cell => cell.Course!.Role.Exercise).Distinct());
        Assert.Contains("System.Linq.ParallelEnumerable.Average", plan.First(cell => cell.InForce.Count > 0).InForce);
    }

    [Fact]
    public void Another_notebook_altogether_is_flagged()
    {
        var other = new Notebook([], [Code("a", "var x = 1;"), Code("b", "x + 1")]);
        Assert.Contains(Match(other).Flags, flag => flag.Kind == Flag.Unmatched);
    }

    [Fact]
    public void Metadata_of_the_wrong_shape_does_no_harm()
    {
        var odd = new JsonObject { ["nbgrader"] = new JsonArray(1), ["coursekit"] = "text" };
        var odder = new JsonObject { ["nbgrader"] = new JsonObject { ["grade_id"] = new JsonArray(1) } };
        Notebook notebook = SmallCourse.Solved.Map(cell => cell with { Metadata = (cell.Id.Length % 2 == 0 ? odd : odder).DeepClone().AsObject() });
        Assert.Equal(SmallCourse.Notebook.Cells.Count, Match(notebook).Cells.Count(cell => cell.Course is not null));
    }

    private static (IReadOnlyList<SubmittedCell> Cells, IReadOnlyList<Flag> Flags) Match(Notebook notebook) => CellMatcher.Match(notebook, SmallCourse.Notebook);

    private static IReadOnlyList<PlannedCell> Plan(IReadOnlyList<SubmittedCell> cells) => RunPlan.OfSubmission(cells, SmallCourse.Notebook);

    private static Cell Code(string id, string source) => new(id, CellType.Code, source, [], []);

    private static Cell Cell(Notebook notebook, string id) => notebook.Cells.Single(cell => cell.Id == id);

    private static Notebook Insert(Notebook notebook, string after, Cell cell) =>
        notebook with { Cells = [.. notebook.Cells.SelectMany(existing => existing.Id == after ? new[] { existing, cell } : [existing])] };
}
