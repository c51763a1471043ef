using CourseKit.Grading;

namespace CourseKit.Tests.Grading;

public sealed class RunClockTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly RunClock clock = new();

    [Fact]
    public void The_processor_time_of_all_threads_is_charged_whatever_time_has_passed()
    {
        clock.Look(TimeSpan.FromSeconds(3), Interval, isIdle: false);
        clock.Look(TimeSpan.FromSeconds(4), TimeSpan.FromMinutes(1), isIdle: false);
        Assert.Equal(TimeSpan.FromSeconds(4), clock.Charged);
    }

    [Fact]
    public void To_wait_for_a_processor_costs_nothing()
    {
        for (int i = 0; i < 100; i++) clock.Look(TimeSpan.FromSeconds(1), Interval, isIdle: false);
        Assert.Equal(TimeSpan.FromSeconds(1), clock.Charged);
    }

    [Fact]
    public void To_sleep_costs_half_of_the_time_that_passes()
    {
        for (int i = 0; i < 100; i++) clock.Look(TimeSpan.Zero, Interval, isIdle: true);
        Assert.Equal(50 * Interval, clock.Charged);
    }

    [Fact]
    public void A_watch_that_was_kept_waiting_does_not_charge_for_what_it_has_not_seen()
    {
        clock.Look(TimeSpan.Zero, TimeSpan.FromSeconds(30), isIdle: true);
        Assert.Equal(TimeSpan.FromMilliseconds(50), clock.Charged);
    }

    [Fact]
    public void A_child_that_ends_takes_nothing_back()
    {
        clock.Look(TimeSpan.FromSeconds(5), Interval, isIdle: false);
        clock.Look(TimeSpan.FromSeconds(2), Interval, isIdle: false);
        clock.Look(TimeSpan.FromSeconds(3), Interval, isIdle: false);
        Assert.Equal(TimeSpan.FromSeconds(6), clock.Charged);
    }
}
