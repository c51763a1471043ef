namespace CourseKit.Experiments;

/// <summary>One question of the experiment, and the runs that answer it.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Plan">The runs for a number of seeds, one seed after the other, so that a study that is stopped has compared like with like.</param>
internal sealed record StudyPlan(string Name, Func<int, IEnumerable<PlannedRun>> Plan)
{
    public const string Recipes = "recipes", Choice = "choice", BatchSize = "batch-size", LearningRate = "learning-rate";

    /// <summary>The sweeps show shapes, not last digits: one seed and a few epochs do.</summary>
    private const int SweepEpochs = 4;

    /// <summary>Three arms with everything else the same, under both recipes.</summary>
    private static readonly StudyPlan OfRecipes = new(Recipes, seeds =>
        from seed in Enumerable.Range(1, seeds)
        from recipe in new[] { Recipe.Tuned, Recipe.Plain }
        from arm in new[] { Arm.None, Arm.SlowBatchNorm, Arm.BatchNorm }
        select new PlannedRun(Recipes, recipe, arm, seed));

    /// <summary>What the tuned recipe's rate was chosen by: validation images and a seed of its own. It never reads the test set.</summary>
    private static readonly StudyPlan OfChoice = new(Choice, _ =>
        from rate in new[] { 0.02, 0.05, 0.1 }
        from arm in new[] { Arm.None, Arm.BatchNorm }
        select new PlannedRun(Choice, Recipe.Tuned with { Rate = rate }, arm, Seed: 101, ReadsTest: false));

    /// <summary>The learning rate follows the batch (the linear scaling rule). The slow decay, because it is the better one where a batch says little.</summary>
    private static readonly StudyPlan OfBatchSize = new(BatchSize, _ =>
        from batch in new[] { 2, 4, 8, 16, 32, 64, 128 }
        from arm in new[] { Arm.SlowBatchNorm, Arm.GroupNorm }
        select new PlannedRun(BatchSize, Recipe.Plain with { Batch = batch, Rate = Recipe.Plain.Rate * batch / Recipe.Plain.Batch, Epochs = SweepEpochs }, arm, Seed: 1));

    private static readonly StudyPlan OfLearningRate = new(LearningRate, _ =>
        from rate in new[] { 0.001, 0.005, 0.02, 0.1, 0.5, 2 }
        from arm in new[] { Arm.None, Arm.BatchNorm }
        select new PlannedRun(LearningRate, Recipe.Plain with { Rate = rate, Epochs = SweepEpochs }, arm, Seed: 1));

    public static IReadOnlyList<StudyPlan> All { get; } = [OfRecipes, OfChoice, OfBatchSize, OfLearningRate];
}
