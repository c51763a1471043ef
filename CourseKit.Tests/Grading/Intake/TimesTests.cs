using System.Globalization;
using CourseKit.Grading;
using CourseKit.Grading.Intake;

namespace CourseKit.Tests.Grading.Intake;

/// <summary>When a notebook was handed in, by whoever wrote it down.</summary>
public sealed class TimesTests : IDisposable
{
    private readonly SubmissionsOnDisk disk = new();

    public void Dispose() => disk.Dispose();

    [Theory]
    [InlineData("2026-11-20 18:04:00 UTC", "2026-11-20T18:04:00Z")]
    [InlineData("2026-11-20 18:04:00.123456 UTC\n", "2026-11-20T18:04:00Z")]
    [InlineData("2026-11-20 18:04", "2026-11-20T18:04:00Z")]
    [InlineData("2026-11-20 18:04:00 CET", "2026-11-20T17:04:00Z")]
    [InlineData("2026-07-20 18:04:00 CEST", "2026-07-20T16:04:00Z")]
    [InlineData("2026-11-20 18:04:00 PST", "2026-11-21T02:04:00Z")]
    [InlineData("2026-11-20 18:04:00 JST", "2026-11-20T09:04:00Z")]
    [InlineData("2026-07-20 18:04:00 Europe/Berlin", "2026-07-20T16:04:00Z")]
    [InlineData("2026-11-20 18:04:00 America/New_York", "2026-11-20T23:04:00Z")]
    [InlineData("2026-11-20T18:04:00+05:30", "2026-11-20T12:34:00Z")]
    [InlineData("2026-11-20 18:04:00 -0330", "2026-11-20T21:34:00Z")]
    [InlineData("2026-11-20 18:04:00 UTC+2", "2026-11-20T16:04:00Z")]
    [InlineData("2026-11-20T18:04:00Z", "2026-11-20T18:04:00Z")]
    [InlineData("\uFEFF2026-11-20 18:04:00 +0100 (CET)", "2026-11-20T17:04:00Z")]
    [InlineData("1795197840", "2026-11-20T18:04:00Z")]
    [InlineData("1795197840.5", "2026-11-20T18:04:00Z")]
    [InlineData("1795197840000", "2026-11-20T18:04:00Z")]
    [InlineData("Fri Nov 20 18:04:00 CET 2026", "2026-11-20T17:04:00Z")]
    [InlineData("Fri, 20 Nov 2026 18:04:00 +0100", "2026-11-20T17:04:00Z")]
    public void Times_are_understood_as_programs_write_them(string text, string expected)
    {
        HandInTime time = HandInTime.Parse(text);
        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), time.Time!.Value.AddTicks(-(time.Time.Value.Ticks % TimeSpan.TicksPerSecond)).ToUniversalTime());
        Assert.Null(time.Doubt);
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("12/01/2026 18:00")]
    [InlineData("2026-11-31 18:00:00 UTC")]
    [InlineData("2026-11-20 25:00:00 UTC")]
    [InlineData("2026-11-20 18:04:00 XYZT")]
    [InlineData("2026-11-20 18:04:00 ../../etc/passwd")]
    [InlineData("2026-11-20T18:00:00-99:00")]
    [InlineData("0001-01-01 00:00:00 UTC")]
    [InlineData("9999-12-31 23:59:59 UTC")]
    [InlineData("99999999999999999999999")]
    [InlineData("yesterday at noon, and that is the truth; yesterday at noon, and that is the truth; yesterday at noon, and that")]
    public void What_is_no_time_is_doubted_and_not_guessed(string text)
    {
        HandInTime time = HandInTime.Parse(text);
        Assert.Null(time.Time);
        Assert.NotNull(time.Doubt);
    }

    [Fact]
    public void A_zone_of_several_meanings_is_told()
    {
        Assert.Contains("China", HandInTime.Parse("2026-11-20 18:04:00 CST").Doubt);
        Assert.NotNull(HandInTime.Parse("2026-10-25 02:30:00 Europe/Berlin").Doubt);
    }

    [Fact]
    public void Each_notebook_has_the_time_of_its_own_folder()
    {
        StudentWork work = disk.With("kim/01-a/a.ipynb", "{}").With("kim/01-a/timestamp.txt", "2026-11-20 18:00:00 UTC").With("kim/02-b/b.ipynb", "{}").With("kim/02-b/timestamp.txt", "2026-11-29 18:00:00 UTC").Only();
        Assert.Equal([20, 29], work.Notebooks.Select(file => file.HandedIn!.Value.Day));
        Assert.All(work.Notebooks, file => Assert.Empty(file.Flags));
    }

    [Theory]
    [InlineData("timestamp.txt", "0/timestamp.txt", "a.ipynb")]
    [InlineData("timestamp.txt", "0/timestamp.txt", "0/a.ipynb")]
    [InlineData("HW/timestamp.txt", "HW/0/timestamp.txt", "HW/a.ipynb")]
    [InlineData("HW/timestamp.txt", "HW/x/y/timestamp.txt", "HW/x/y/a.ipynb")]
    public void A_time_that_the_student_could_add_makes_nothing_punctual(string true_, string forged, string notebook)
    {
        SubmittedFile file = disk.With($"f/{notebook}", "{}").With($"f/{true_}", "2026-01-12 18:00:00 UTC").With($"f/{forged}", "2026-01-01 00:00:00 UTC").Only().Notebooks.Single();
        Assert.Equal(12, file.HandedIn!.Value.Day);
        Assert.Contains(file.Flags, flag => flag.Kind == Flag.Time && flag.Message.Contains(forged));
    }

    [Fact]
    public void In_a_students_own_archive_a_time_counts_only_where_nobody_else_tells_one_and_is_flagged()
    {
        byte[] zip = SubmissionsOnDisk.Zip(("a.ipynb", "{}"u8.ToArray()), ("timestamp.txt", "2026-01-01 00:00:00 UTC"u8.ToArray()));
        disk.With("alone.zip", zip).With("both/hw.zip", zip).With("both/timestamp.txt", "2026-01-12 18:00:00 UTC");
        IReadOnlyList<StudentWork> works = disk.Read();
        Assert.Equal([1, 12], works.Select(work => work.Notebooks.Single().HandedIn!.Value.Day));
        Assert.All(works, work => Assert.Contains(work.Notebooks.Single().Flags, flag => flag.Kind == Flag.Time));
    }

    [Fact]
    public void A_time_that_cannot_be_read_is_a_flag_and_the_one_within_does_not_take_its_place()
    {
        SubmittedFile file = disk.With("e/0/a.ipynb", "{}").With("e/timestamp.txt", "soon").With("e/0/timestamp.txt", "2026-01-01 00:00:00 UTC").Only().Notebooks.Single();
        Assert.Null(file.HandedIn);
        Assert.Contains(file.Flags, flag => flag.Kind == Flag.Time && flag.Message.Contains("\"soon\""));
    }

    [Fact]
    public void A_platforms_time_goes_before_all_that_is_in_the_folder()
    {
        disk.With("101-900 - Ada Quill - Nov 20, 2026 604 PM/a.ipynb", "{}").With("101-900 - Ada Quill - Nov 20, 2026 604 PM/timestamp.txt", "2026-11-01 00:00:00 UTC");
        SubmittedFile file = disk.Only().Notebooks.Single();
        Assert.Equal(new DateTime(2026, 11, 20, 18, 4, 0), file.HandedIn!.Value.DateTime);
        Assert.Contains(file.Flags, flag => flag.Kind == Flag.Time && flag.Message.Contains("the platform"));
    }
}
