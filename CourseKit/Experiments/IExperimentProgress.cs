using CourseLib.Analysis;

namespace CourseKit.Experiments;

/// <summary>Is told how an experiment goes.</summary>
internal interface IExperimentProgress
{
    /// <summary>A run begins, or goes on.</summary>
    /// <param name="number">From 1, of all that are planned.</param>
    void Begin(PlannedRun run, int number);

    /// <summary>A step is done.</summary>
    /// <param name="epoch">From 0.</param>
    /// <param name="step">How many steps of the epoch are done.</param>
    void Step(int epoch, int step, int steps, int images, float loss);

    /// <summary>An epoch is done.</summary>
    /// <param name="epoch">From 1.</param>
    void Epoch(int epoch, double loss, double validationLoss, double validationAccuracy);

    /// <summary>A run is done and its result written.</summary>
    void Finished(PlannedRun run, ExperimentRun result);
}
