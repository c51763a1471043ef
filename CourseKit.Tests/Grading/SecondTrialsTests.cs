using CourseKit.Grading;

namespace CourseKit.Tests.Grading;

public sealed class SecondTrialsTests
{
    private readonly SecondTrials trials = new();

    [Theory]
    [InlineData(Flag.TimeOut)]
    [InlineData(Flag.Died)]
    [InlineData(Flag.NotGraded)]
    public async Task What_could_be_the_machines_fault_is_tried_again_and_the_second_result_counts(string kind)
    {
        SubmissionResult first = Result("anna", 2, new Flag(kind, "cell 3: it used too much")), second = Result("anna", 6);
        trials.Offer(first, _ => Task.FromResult(second));
        Assert.True(trials.Takes(first));
        Assert.Equal((6, ""), await ScoreAndFlagsAsync());
    }

    [Fact]
    public async Task What_fails_twice_is_said_to_have_done_so()
    {
        SubmissionResult first = Result("anna", 2, new Flag(Flag.TimeOut, "cell 3: did not end within 2 s"));
        SubmissionResult second = first with { Seconds = 1 };
        trials.Offer(first, _ => Task.FromResult(second));
        Assert.Equal((2, "cell 3: did not end within 2 s (timed out twice, the second time alone)"), await ScoreAndFlagsAsync());
    }

    [Fact]
    public async Task What_fails_only_alone_is_shown_to_a_person()
    {
        SubmissionResult first = Result("anna", 2, new Flag(Flag.Died, "gone")), second = Result("anna", 3, new Flag(Flag.TimeOut, "late"));
        trials.Offer(first, _ => Task.FromResult(second));
        Assert.Equal((3, "late (of two runs only the second, alone, came to this; it counts)"), await ScoreAndFlagsAsync());
    }

    [Theory]
    [InlineData(Flag.Forbidden)]
    [InlineData(Flag.Tampering)]
    public void What_is_the_submissions_own_doing_is_not_tried_again(string kind)
    {
        SubmissionResult first = Result("ben", 2, new Flag(kind, "it was"));
        trials.Offer(first, _ => throw new InvalidOperationException());
        Assert.False(trials.Takes(first));
    }

    [Fact]
    public async Task One_is_tried_at_a_time()
    {
        int running = 0, most = 0;
        foreach (string student in new[] { "c", "a", "b" })
            trials.Offer(Result(student, 0, new Flag(Flag.Died, "gone")), async _ =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                await Task.Yield();
                Interlocked.Decrement(ref running);
                return Result(student, 1);
            });
        var order = new List<string>();
        await trials.RunAsync(result => order.Add(result.Student), CancellationToken.None);
        Assert.Equal((1, "a b c"), (most, string.Join(' ', order)));
    }

    private async Task<(double Score, string Flags)> ScoreAndFlagsAsync()
    {
        var found = new List<SubmissionResult>();
        await trials.RunAsync(found.Add, CancellationToken.None);
        return (found.Single().Score, string.Join("; ", found.Single().Flags.Select(flag => flag.Message)));
    }

    private static SubmissionResult Result(string student, double score, params Flag[] flags) =>
        new(student, "01", "key", null, 6, score, [], flags, [], 0);
}
