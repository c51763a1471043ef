namespace CourseLib.Norms;

/// <summary>What a worker of a group can do together with the others: one of several devices that train on parts of a batch.</summary>
public interface ICollective
{
    /// <summary>
    /// Replaces <paramref name="sums"/> by their sums over all workers, element by element. Every worker of the group calls this, with as many
    /// elements and in the same order of calls, and gets the same result.
    /// </summary>
    void AllReduce(Span<double> sums);
}
