using CourseKit.Grading;
using CourseLib.Checks;

namespace CourseKit.Tests.Homework;

public sealed class HomeworkTests(SubmittedHomework homework) : IClassFixture<SubmittedHomework>
{
    [Fact]
    public void The_solution_earns_every_point()
    {
        SubmissionResult result = homework["solution"];
        Assert.Equal((26d, 26d), (result.Score, result.Points));
        Assert.Empty(result.Flags);
    }

    [Fact]
    public void The_untouched_notebook_earns_nothing_and_nothing_in_it_was_attempted()
    {
        Assert.Equal(0, homework["stub"].Score);
        Assert.All(homework["stub"].Exercises.SelectMany(exercise => exercise.Checks), check => Assert.Equal(Outcome.NotAttempted, check.Outcome));
    }

    [Theory]
    [InlineData("decay-direction", "the weight of the old one")]
    [InlineData("biased-memory", "Algorithm 2 of the paper remembers the unbiased one")]
    [InlineData("updates-in-evaluation", "Update them only while Training is true")]
    public void A_mistake_is_named_costs_its_checks_and_leaves_the_other_exercises_alone(string student, string advice)
    {
        ExerciseResult layer = Layer(student);
        Assert.InRange(layer.Score, 5, layer.Points - 1);
        Assert.Contains(layer.Checks, check => check.Mistake == student);
        Assert.Contains(advice, homework.Feedback(student));
        Assert.All(homework[student].Exercises.Where(exercise => exercise != layer), other => Assert.Equal(other.Points, other.Score));
    }

    [Fact]
    public void A_cell_that_never_ends_costs_its_own_exercise_only()
    {
        Assert.Equal(0, Layer("endless").Score);
        Assert.Contains("did not end within 15 s", homework.Feedback("endless"));
        Assert.All(homework["endless"].Exercises.Skip(1), other => Assert.Equal(other.Points, other.Score));
    }

    [Fact]
    public void The_library_s_own_layer_is_refused_by_name()
    {
        Assert.Equal(0, Layer("library").Score);
        Assert.Contains("CourseLib.Norms.BatchNorm2d", homework.Feedback("library"));
    }

    [Fact]
    public void Hidden_checks_are_graded_and_stay_hidden()
    {
        Assert.Contains(Layer("solution").Checks, check => check.Hidden);
        foreach (string student in new[] { "solution", "stub", "biased-memory" })
        {
            Assert.DoesNotContain("a channel with little variance", homework.Feedback(student));
            Assert.DoesNotContain("HIDDEN", homework.Feedback(student));
        }
    }

    private ExerciseResult Layer(string student) => homework[student].Exercises.Single(exercise => exercise.Exercise == "08.1");
}
