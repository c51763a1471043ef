using System.Text.Json.Serialization;

namespace CourseLib.Analysis;

/// <summary>One finished training run of an experiment: what it was, and what came out. Losses are null where they were not finite.</summary>
/// <param name="Study">The part of the experiment that it belongs to: "recipes", "choice", "batch-size" or "learning-rate".</param>
/// <param name="Recipe">The name of its recipe.</param>
/// <param name="Arm">What is compared: "none", "bn-0.99", "bn-0.9" or "gn".</param>
/// <param name="Batch">Images in a batch.</param>
/// <param name="Rate">The learning rate, or the largest of a schedule.</param>
/// <param name="Epochs">How many epochs it was given.</param>
/// <param name="Seed">Fixes the initial weights, the order of the images and their augmentation.</param>
/// <param name="TestAccuracy">The share of test images that it got right, read once at its end; null where the test set was not read.</param>
/// <param name="TestLoss">The mean cross-entropy on the test images.</param>
/// <param name="ValidationAccuracy">The share of validation images that it got right at its end.</param>
/// <param name="TrainLosses">The mean loss over the steps of each epoch.</param>
/// <param name="ValidationLosses">The mean cross-entropy on the validation images after each epoch.</param>
/// <param name="ValidationAccuracies">The share of validation images that it got right after each epoch.</param>
public sealed record ExperimentRun(
    string Study, string Recipe, string Arm, int Batch, double Rate, int Epochs, int Seed, double? TestAccuracy, double? TestLoss, double ValidationAccuracy,
    IReadOnlyList<double?> TrainLosses, IReadOnlyList<double?> ValidationLosses, IReadOnlyList<double?> ValidationAccuracies)
{
    /// <summary>Whether the loss stopped being a finite number, which ended the run early.</summary>
    [JsonIgnore]
    public bool Diverged => TrainLosses.Any(loss => loss is null) || TrainLosses.Count < Epochs;

    /// <summary>How the loss of every step of the first epoch compares with the same run in this library; only in the results of another one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public StepAgreement? FirstEpoch { get; init; }
}

/// <summary>How the losses of two libraries compare step by step, for the same weights and the same batches.</summary>
/// <param name="Steps">How many steps were compared.</param>
/// <param name="Between">The other library and this one, both in single precision.</param>
/// <param name="OursToDouble">This library and the same training in double precision, which shows what rounding does; null where nobody trained in it.</param>
/// <param name="TheirsToDouble">The other library and the same training in double precision.</param>
public sealed record StepAgreement(int Steps, StepDifference Between, StepDifference? OursToDouble = null, StepDifference? TheirsToDouble = null);

/// <summary>How far two sequences of losses lie apart.</summary>
/// <param name="First">In the first step.</param>
/// <param name="FirstTen">At most, in the first ten steps.</param>
/// <param name="Median">In half of the steps less than this.</param>
/// <param name="Largest">At most.</param>
public sealed record StepDifference(double First, double FirstTen, double Median, double Largest);

/// <summary>What a run took on the machine that ran it. Kept apart from <see cref="ExperimentRun"/>, which is the same each time.</summary>
/// <param name="Study">As in the run.</param>
/// <param name="Recipe">As in the run.</param>
/// <param name="Arm">As in the run.</param>
/// <param name="Batch">As in the run.</param>
/// <param name="Rate">As in the run.</param>
/// <param name="Epochs">As in the run.</param>
/// <param name="Seed">As in the run.</param>
/// <param name="Processor">What the processor calls itself.</param>
/// <param name="Threads">How many threads worked.</param>
/// <param name="Seconds">Seconds of training in each epoch, without validation.</param>
/// <param name="ImagesPerSecond">Training images over seconds of training.</param>
/// <param name="PeakMegabytes">The most memory that the process held during the run; 0 where the system does not tell.</param>
public sealed record ExperimentTime(
    string Study, string Recipe, string Arm, int Batch, double Rate, int Epochs, int Seed, string Processor, int Threads,
    IReadOnlyList<double> Seconds, double ImagesPerSecond, double PeakMegabytes);
