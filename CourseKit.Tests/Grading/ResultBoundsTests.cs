using CourseKit.Grading;

namespace CourseKit.Tests.Grading;

public sealed class ResultBoundsTests
{
    [Fact]
    public void Of_many_flags_of_a_kind_some_are_kept_and_the_rest_is_counted()
    {
        Flag[] flags = [new(Flag.Missing, "gone"), .. Enumerable.Range(0, 5000).Select(i => new Flag(Flag.Tampering, $"cell {i}"))];
        SubmissionResult kept = ResultBounds.Keep(Result(flags, []));
        Assert.Equal(ResultBounds.MostFlags + 2, kept.Flags.Count);
        Assert.Contains(new Flag(Flag.Tampering, "and 4900 more of this kind"), kept.Flags);
        Assert.Contains(flags[0], kept.Flags);
    }

    [Theory]
    [InlineData(1, 40_000_000)]
    [InlineData(50_000, 10)]
    [InlineData(300, 100_000)]
    public void Of_a_long_notebook_the_beginning_is_kept(int cells, int length)
    {
        string source = new('\n', length);
        FeedbackCell[] all = [.. Enumerable.Range(1, cells).Select(number => new FeedbackCell(number, null, source, null))];
        SubmissionResult kept = ResultBounds.Keep(Result([], all));
        Assert.InRange(kept.Cells.Count, 1, ResultBounds.MostCells + 1);
        Assert.InRange(kept.Cells.Sum(cell => (long)cell.Source.Length), 1, ResultBounds.MostText + 200);
        Assert.Contains("more", kept.Cells[^1].Source);
    }

    [Fact]
    public void What_is_within_bounds_stays_as_it_is()
    {
        Flag[] flags = [new(Flag.Died, "a"), new(Flag.Missing, "b"), new(Flag.Died, "c")];
        SubmissionResult result = Result(flags, [new(1, "01.1", "1 + 1", "no"), new(2, null, "", null)]);
        SubmissionResult kept = ResultBounds.Keep(result);
        Assert.Equal(result.Flags, kept.Flags);
        Assert.Equal(result.Cells, kept.Cells);
    }

    private static SubmissionResult Result(IReadOnlyList<Flag> flags, IReadOnlyList<FeedbackCell> cells) =>
        new("anna", "01", "key", null, 6, 6, [], flags, cells, 0);
}
