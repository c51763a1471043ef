namespace CourseLib.Analysis;

/// <summary>Runs that differ in their seeds only.</summary>
/// <param name="Runs">By seed; at least one.</param>
public sealed record ExperimentGroup(IReadOnlyList<ExperimentRun> Runs)
{
    /// <summary>The recipe of all of them.</summary>
    public string Recipe => Runs[0].Recipe;

    /// <summary>What is compared.</summary>
    public string Arm => Runs[0].Arm;

    /// <summary>Images in a batch.</summary>
    public int Batch => Runs[0].Batch;

    /// <summary>The learning rate, or the largest of a schedule.</summary>
    public double Rate => Runs[0].Rate;

    /// <summary>How many epochs each was given.</summary>
    public int Epochs => Runs[0].Epochs;

    /// <summary>The test accuracy over the seeds; null where the test set was not read.</summary>
    public Spread? TestAccuracy => Runs.All(run => run.TestAccuracy is not null) ? Spread.Of(Runs.Select(run => run.TestAccuracy!.Value)) : null;

    /// <summary>The validation accuracy at the end, over the seeds.</summary>
    public Spread ValidationAccuracy => Spread.Of(Runs.Select(run => run.ValidationAccuracy));

    /// <summary>One spread for each epoch that every run reached with a finite number.</summary>
    /// <param name="curve">A curve of a run: <c>run => run.ValidationLosses</c>.</param>
    public IReadOnlyList<Spread> Curve(Func<ExperimentRun, IReadOnlyList<double?>> curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        IReadOnlyList<double?>[] all = [.. Runs.Select(curve)];
        return [.. Enumerable.Range(0, all.Min(one => one.Count)).TakeWhile(epoch => all.All(one => one[epoch] is not null)).Select(epoch => Spread.Of(all.Select(one => one[epoch]!.Value)))];
    }

    /// <summary>How much better this group is on the test images than <paramref name="other"/>, seed by seed; null where a run of one has no partner.</summary>
    public Spread? Gain(ExperimentGroup other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (TestAccuracy is null || other.TestAccuracy is null || !Runs.Select(run => run.Seed).SequenceEqual(other.Runs.Select(run => run.Seed))) return null;
        return Spread.Of(Runs.Zip(other.Runs, (mine, theirs) => mine.TestAccuracy!.Value - theirs.TestAccuracy!.Value));
    }
}
