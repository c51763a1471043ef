namespace CourseKit.Grading;

/// <summary>What student code may use.</summary>
/// <param name="Cell">The time of one cell.</param>
/// <param name="Total">The time of a whole notebook, restarts included.</param>
/// <param name="MemoryMegabytes">The memory of the worker and all its children.</param>
internal sealed record RunLimits(TimeSpan Cell, TimeSpan Total, int MemoryMegabytes)
{
    /// <summary>For the course's own code, which is trusted and may train a network.</summary>
    public static RunLimits Trusted { get; } = new(TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), 8192);
}
