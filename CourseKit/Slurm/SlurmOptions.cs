namespace CourseKit.Slurm;

/// <summary>What to do with jobs.</summary>
internal enum SlurmMode
{
    /// <summary>Submit what has no result yet, and follow it.</summary>
    Submit,

    /// <summary>Follow what was submitted before.</summary>
    Attach,

    /// <summary>End what was submitted before.</summary>
    Cancel,
}

/// <summary>How a cluster with Slurm is asked to work.</summary>
/// <param name="Tasks">Of the job array; null: as many as suit the work.</param>
/// <param name="Processors">Of each task.</param>
/// <param name="Partition">As <c>sbatch --partition</c>.</param>
/// <param name="Time">As <c>sbatch --time</c>.</param>
/// <param name="Others">Any further options of sbatch.</param>
internal sealed record SlurmOptions(SlurmMode Mode, int? Tasks, int Processors, string? Partition, string? Time, IReadOnlyList<string> Others)
{
    public IReadOnlyList<string> Arguments =>
        [.. Partition is null ? Array.Empty<string>() : [$"--partition={Partition}"], .. Time is null ? Array.Empty<string>() : [$"--time={Time}"], .. Others];
}
