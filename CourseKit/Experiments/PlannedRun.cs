using System.Globalization;
using CourseLib.Analysis;

namespace CourseKit.Experiments;

/// <summary>A training run that is to be done. Everything random in it follows from the seed, the epoch and the image.</summary>
/// <param name="ReadsTest">Whether the finished network is measured on the test set; what is chosen by must not be.</param>
internal sealed record PlannedRun(string Study, Recipe Recipe, Arm Arm, int Seed, bool ReadsTest = true)
{
    /// <summary>What its files are called.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Study}-{Recipe.Name}-{Arm.Key}-batch{Recipe.Batch}-rate{Recipe.Rate}-{Recipe.Epochs}epochs-seed{Seed}");

    /// <summary>For people: "tuned, BN, decay 0.9, seed 3".</summary>
    public string Title => string.Create(CultureInfo.InvariantCulture, $"{Study} {Recipe.Name}, {Arm.Title}, batch {Recipe.Batch}, rate {Recipe.Rate}, seed {Seed}");

    /// <summary>Whether <paramref name="run"/> is what came out of it.</summary>
    public bool Is(ExperimentRun run) =>
        (run.Study, run.Recipe, run.Arm, run.Batch, run.Rate, run.Epochs, run.Seed) == (Study, Recipe.Name, Arm.Key, Recipe.Batch, Recipe.Rate, Recipe.Epochs, Seed);
}
