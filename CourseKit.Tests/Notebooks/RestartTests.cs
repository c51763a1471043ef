using CourseKit.Grading;
using CourseKit.Worker;
using CourseLib.Checks;

namespace CourseKit.Tests.Notebooks;

/// <summary>Whoever comes back to an exercise runs the set-up cells above its checks and goes on; no other cell may be needed.</summary>
[Trait("Category", "Slow"), Collection("graders")]
public sealed class RestartTests
{
    private static readonly Course Course = Course.Find(AppContext.BaseDirectory);

    /// <summary>What is declared is also given its value there, so compiling proves nearly all, in a tenth of the time.</summary>
    [Fact]
    public void Every_exercise_of_the_course_compiles_behind_set_up_cells_alone()
    {
        var session = new CellSession(Course.Notebooks);
        var broken = new List<string>();
        int exercises = 0;
        foreach (string name in Course.SourceNames())
        {
            session.Begin();
            int place = 0;
            void Compile(PlannedCell cell)
            {
                try { session.Translate(cell.Source, cell.Label, cell.Rules, CancellationToken.None); }
                catch (CellFailure failure) { broken.Add($"{name}, {cell.Label}, {failure.Message}"); }
            }
            foreach ((IReadOnlyList<PlannedCell> setup, IReadOnlyList<PlannedCell> own) in Exercises(name))
            {
                session.Return(place, name);
                foreach (PlannedCell cell in setup) Compile(cell);
                session.Remember(++place);
                foreach (PlannedCell cell in own) Compile(cell);
                exercises++;
            }
        }
        Assert.Empty(broken);
        Assert.True(exercises > 100);
    }

    [Theory, InlineData("08-batchnorm2d"), InlineData("13-networks-that-look")]
    public async Task Every_exercise_passes_its_checks_behind_set_up_cells_alone(string name)
    {
        Oracle oracle = Oracle.Load(Oracles.PathOf(Course, name));
        using WorkerFactory workers = WorkerFactory.Trusted(Course.Notebooks);
        await using PlanRunner.Session session = new PlanRunner(workers, RunLimits.Trusted).Open();

        async Task<CellRun> RunAsync(PlannedCell cell)
        {
            CellRun run = await session.RunAsync(cell, CancellationToken.None);
            Assert.True(run.Status == CellStatus.Ok, Judge.Explain(run));
            return run;
        }

        foreach ((IReadOnlyList<PlannedCell> setup, IReadOnlyList<PlannedCell> own) in Exercises(name))
        {
            foreach (PlannedCell cell in setup) await RunAsync(cell);
            int place = session.Place;
            var runs = new List<CellRun>();
            foreach (PlannedCell cell in own) runs.Add(await RunAsync(cell));
            session.Return(place);

            string exercise = own[0].Course!.Role.Exercise!;
            Oracle visible = oracle with { Cells = [.. oracle.Cells.Where(part => part.Exercise == exercise)] };
            Assert.All(Judge.Of(visible, runs).Exercises.Single().Checks, check => Assert.True(check.Passed, $"{exercise}, {check.Name}: {check.Reason}"));
        }
    }

    /// <summary>The exercises in order, solved; with each the set-up cells above its last check that were not above an earlier one's.</summary>
    private static IEnumerable<(IReadOnlyList<PlannedCell> SetUp, IReadOnlyList<PlannedCell> Own)> Exercises(string name)
    {
        IReadOnlyList<PlannedCell> plan = RunPlan.OfCourse(CourseNotebook.Of(Oracles.Source(Course, name)));
        int reached = 0;
        foreach (PlannedCell[] own in plan.Where(cell => cell.Course!.Role.Exercise is not null).GroupBy(cell => cell.Course!.Role.Exercise, (_, cells) => cells.ToArray()))
        {
            int last = own[^1].Course!.Index;
            yield return ([.. plan.Where(cell => cell.Course!.IsLocked && cell.Course.Role.Exercise is null && cell.Course.Index >= reached && cell.Course.Index < last)], own);
            reached = last;
        }
    }
}
