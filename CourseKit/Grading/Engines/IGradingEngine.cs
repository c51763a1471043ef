namespace CourseKit.Grading.Engines;

/// <summary>Runs submissions: on this machine, or on those of a cluster. What comes of one is the same.</summary>
internal interface IGradingEngine
{
    /// <summary>What shuts students' code in, a clause for people.</summary>
    string Guard { get; }

    /// <summary>Runs each once; what could not be run gets a result with the flag <see cref="Flag.NotGraded"/>.</summary>
    /// <param name="onResult">Takes each result when it is there, from any thread.</param>
    Task RunAsync(IReadOnlyList<GradingUnit> units, Action<SubmissionResult> onResult, CancellationToken cancellation);
}
