using System.Diagnostics;
using CourseLib.Analysis;
using CourseLib.Data;
using CourseLib.Losses;
using CourseLib.Optimizers;
using CourseLib.Tensors;

namespace CourseKit.Experiments;

/// <summary>Trains the network of one run, from wherever an earlier process left it, and measures it.</summary>
/// <param name="folder">For checkpoints, and at the end the trained network and the loss of every step.</param>
/// <param name="interval">How much work may be lost at most.</param>
internal sealed class TrainingRun(PlannedRun plan, ExperimentData data, string folder, TimeSpan interval, IExperimentProgress progress)
{
    private const int MeasuredAtOnce = 500, FirstDecimals = 6;

    private readonly string checkpoint = Path.Combine(folder, plan.Id + ".checkpoint");
    private readonly DataLoader loader = plan.Recipe.Batches(data.Train, plan.Seed);
    private long saved;

    /// <summary>Where the losses of all steps of a finished run are, as one tensor "losses".</summary>
    public static string LossFile(string folder, PlannedRun plan) => Path.Combine(folder, plan.Id + ".losses.safetensors");

    /// <exception cref="OperationCanceledException">It was cancelled; all that was done is kept for the next time.</exception>
    public (ExperimentRun Result, IReadOnlyList<double> Seconds) Finish(CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        TrainingState state = Begin();
        try
        {
            return (Finish(state, cancellation), state.Seconds);
        }
        catch (OperationCanceledException)
        {
            Save(state);
            throw;
        }
    }

    /// <summary>For the time when the result is safely written.</summary>
    public void Forget() => Checkpoint.Delete(checkpoint);

    private ExperimentRun Finish(TrainingState state, CancellationToken cancellation)
    {
        while (true)
        {
            int done = state.Losses.Count / loader.Count;
            if (state.ValidationLosses.Count < done) Validate(state, cancellation);
            else if (done == plan.Recipe.Epochs || IsDiverged(state)) break;
            else Train(state, done, cancellation);
        }

        var (validationAccuracy, _) = IsDiverged(state) ? Measure(state, data.Validation, cancellation) : (state.ValidationAccuracies[^1], state.ValidationLosses[^1]);
        (double Accuracy, double Loss)? test = plan.ReadsTest ? Measure(state, data.Test(), cancellation) : null;
        state.Net.Save(Path.Combine(folder, plan.Id + ".safetensors"));
        Safetensors.Save(LossFile(folder, plan), new Dictionary<string, Tensor> { ["losses"] = Tensor.From([.. state.Losses], state.Losses.Count) });
        return new ExperimentRun(
            plan.Study, plan.Recipe.Name, plan.Arm.Key, plan.Recipe.Batch, plan.Recipe.Rate, plan.Recipe.Epochs, plan.Seed,
            test?.Accuracy, test is null ? null : Finite(test.Value.Loss), validationAccuracy,
            [.. state.Losses.Chunk(loader.Count).Select(epoch => Finite(epoch.Average(loss => (double)loss)))],
            [.. state.ValidationLosses.Select(Finite)],
            [.. state.ValidationAccuracies.Select(accuracy => (double?)accuracy)]);
    }

    private TrainingState Begin()
    {
        var network = plan.Arm.Network(plan.Seed);
        Recipe recipe = plan.Recipe;
        var state = new TrainingState(network, new Sgd(network.Parameters(), (float)recipe.Rate, recipe.Momentum, recipe.WeightDecay, recipe.Nesterov));
        if (Checkpoint.Read(checkpoint) is { } kept) state.Restore(kept);
        saved = Stopwatch.GetTimestamp();
        return state;
    }

    private void Train(TrainingState state, int epoch, CancellationToken cancellation)
    {
        Schedule schedule = plan.Recipe.Schedule(loader.Count);
        if (state.Seconds.Count == epoch) state.Seconds.Add(0);
        foreach (Batch batch in Timed(loader.Epoch(epoch, state.Losses.Count % loader.Count), state.Seconds))
        {
            schedule.Apply(state.Sgd, state.Losses.Count);
            Tensor loss = Loss.CrossEntropy(state.Net.Forward(batch.Images), batch.Labels);
            state.Sgd.ZeroGrad();
            loss.Backward();
            state.Sgd.Step();
            state.Losses.Add(loss.Item());
            if (IsDiverged(state)) break;
            if (Stopwatch.GetElapsedTime(saved) >= interval) Save(state);
            progress.Step(epoch, state.Losses.Count - epoch * loader.Count, loader.Count, batch.Count, state.Losses[^1]);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Adds to the last of <paramref name="seconds"/> what reading each element and the work on it took, before the work is saved.</summary>
    private static IEnumerable<Batch> Timed(IEnumerable<Batch> batches, List<double> seconds)
    {
        long start = Stopwatch.GetTimestamp();
        foreach (Batch batch in batches)
        {
            yield return batch;
            long now = Stopwatch.GetTimestamp();
            seconds[^1] += Stopwatch.GetElapsedTime(start, now).TotalSeconds;
            start = now;
        }
    }

    private void Validate(TrainingState state, CancellationToken cancellation)
    {
        var (accuracy, loss) = Measure(state, data.Validation, cancellation);
        state.ValidationAccuracies.Add(accuracy);
        state.ValidationLosses.Add(loss);
        Save(state);
        progress.Epoch(state.ValidationLosses.Count, state.Losses.TakeLast(loader.Count).Average(), loss, accuracy);
    }

    /// <summary>In parts, so that an interruption is heard.</summary>
    private static (double Accuracy, double Loss) Measure(TrainingState state, ImageDataset images, CancellationToken cancellation)
    {
        double right = 0, loss = 0;
        foreach (int[] part in Enumerable.Range(0, images.Count).Chunk(MeasuredAtOnce))
        {
            cancellation.ThrowIfCancellationRequested();
            var measured = Evaluation.Measure(state.Net, images.Subset(part), Cifar10.Normalize);
            right += Math.Round(measured.Accuracy * part.Length);
            loss += measured.Loss * part.Length;
        }
        return (right / images.Count, loss / images.Count);
    }

    private void Save(TrainingState state)
    {
        Checkpoint.Write(checkpoint, state.Save());
        saved = Stopwatch.GetTimestamp();
    }

    private static bool IsDiverged(TrainingState state) => state.Losses.Count > 0 && !float.IsFinite(state.Losses[^1]);

    private static double? Finite(double loss) => double.IsFinite(loss) ? Math.Round(loss, FirstDecimals) : null;
}
