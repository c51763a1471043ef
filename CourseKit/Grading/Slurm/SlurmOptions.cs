namespace CourseKit.Grading.Slurm;

/// <summary>What to do with the jobs of a class.</summary>
internal enum SlurmMode
{
    /// <summary>Submit what has no result yet, and follow it.</summary>
    Submit,

    /// <summary>Follow what was submitted before.</summary>
    Attach,

    /// <summary>End what was submitted before.</summary>
    Cancel,
}

/// <summary>How a class is graded by a cluster with Slurm.</summary>
/// <param name="Tasks">Of the job array; null: one for each <see cref="SlurmEngine.SubmissionsOfTask"/> submissions.</param>
/// <param name="Jobs">Submissions that one task runs at the same time, each with a processor.</param>
/// <param name="Partition">As <c>sbatch --partition</c>.</param>
/// <param name="Time">As <c>sbatch --time</c>.</param>
/// <param name="Others">Any further options of sbatch.</param>
internal sealed record SlurmOptions(SlurmMode Mode, int? Tasks, int Jobs, string? Partition, string? Time, IReadOnlyList<string> Others)
{
    public IReadOnlyList<string> Arguments =>
        [.. Partition is null ? Array.Empty<string>() : [$"--partition={Partition}"], .. Time is null ? Array.Empty<string>() : [$"--time={Time}"], .. Others];
}
