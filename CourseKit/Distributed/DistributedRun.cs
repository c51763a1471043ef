using System.Diagnostics;
using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using CourseKit.Experiments;
using CourseLib.Analysis;
using CourseLib.Data;
using CourseLib.Layers;
using CourseLib.Losses;
using CourseLib.Models;
using CourseLib.Norms;
using CourseLib.Optimizers;
using CourseLib.Tensors;

namespace CourseKit.Distributed;

/// <summary>
/// Trains one network by several processes (data parallelism): each has a copy, works on its share of every batch, and makes the step of the
/// whole batch with the gradients of all. Batch normalisation takes its statistics from the whole batch, too.
/// </summary>
/// <param name="recipe">With the batch of all processes together, and the rate for it.</param>
/// <param name="folder">For the checkpoint and the results, on a file system that all processes see.</param>
/// <param name="interval">How much work may be lost at most.</param>
internal sealed class DistributedRun(Workers workers, Recipe recipe, Arm arm, int seed, ExperimentData data, string folder, TimeSpan interval, TextWriter log)
{
    private readonly string checkpoint = Path.Combine(folder, "training.checkpoint"), kind = Path.Combine(folder, "training.txt");
    private readonly DataLoader loader = recipe.Batches(data.Train, seed);
    private long saved = Stopwatch.GetTimestamp();
    private double trained, waited; // Seconds of this epoch, in this process.

    public string LossesPath => Path.Combine(folder, "losses.csv");

    /// <summary>The step that a process which begins now goes on from.</summary>
    public int Done { get; private set; }

    public void Run(CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        TrainingState state = Begin();
        Tensor[] parameters = [.. state.Net.Parameters()];
        double[] shared = new double[parameters.Sum(parameter => parameter.Count) + 1];
        Schedule schedule = recipe.Schedule(loader.Count);
        Tell($"{(workers.Size == 1 ? "1 process" : $"{workers.Size} processes")}: {Told}; step {Done} of {recipe.Epochs * loader.Count}");
        while (true)
        {
            int epochs = Done / loader.Count;
            if (state.ValidationLosses.Count < epochs) Validate(state);
            else if (epochs == recipe.Epochs) break;
            else Train(state, parameters, shared, schedule, epochs, cancellation);
        }
        if (!workers.IsFirst) return;
        Checkpoint.Delete(checkpoint);
        File.Delete(kind);
    }

    /// <summary>What losses follow from, and what a checkpoint must be of to be gone on from.</summary>
    private string Told => string.Create(CultureInfo.InvariantCulture,
        $"{data.Name}, {arm.Title}, batches of {recipe.Batch}, rate {recipe.Rate:0.####}, epochs {recipe.Epochs}, seed {seed}");

    private void Train(TrainingState state, Tensor[] parameters, double[] shared, Schedule schedule, int epoch, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        foreach (Batch batch in loader.Epoch(epoch, Done % loader.Count))
        {
            schedule.Apply(state.Sgd, Done);
            waited += Step(state, parameters, shared, batch);
            Done = state.Losses.Count;
            if (workers.IsFirst && Stopwatch.GetElapsedTime(saved) >= interval) Save(state);
            cancellation.ThrowIfCancellationRequested();
        }
        trained = Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <returns>Seconds in which the sums went around.</returns>
    private double Step(TrainingState state, Tensor[] parameters, double[] shared, Batch batch)
    {
        (int start, int length) = workers.Share(batch.Count);
        // The whole batch's mean loss is the sum of the shares' means, each by its share of the images; and so are the gradients. A process without
        // images adds nothing, and yet takes part in every exchange of statistics, forward and back.
        Tensor scores = state.Net.Forward(batch.Images.Slice(0, start, length));
        Tensor loss = length == 0 ? scores.Sum() : Loss.CrossEntropy(scores, batch.Labels[start..(start + length)]) * ((float)length / batch.Count);
        state.Sgd.ZeroGrad();
        loss.Backward();
        int at = 0;
        foreach (Tensor parameter in parameters)
            foreach (float value in parameter.Grad!.Span) shared[at++] = value;
        shared[at] = loss.Item();
        long began = Stopwatch.GetTimestamp();
        workers.Group.AllReduce(shared);
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        at = 0;
        foreach (Tensor parameter in parameters)
        {
            Span<float> own = parameter.Grad!.Span;
            for (int i = 0; i < own.Length; i++) own[i] = (float)shared[at++];
        }
        state.Sgd.Step();
        state.Losses.Add((float)shared[at]);
        return seconds;
    }

    private TrainingState Begin()
    {
        Sequential network = workers.Size == 1 ? arm.Network(seed) : Synchronised();
        var state = new TrainingState(network, new Sgd(network.Parameters(), (float)recipe.Rate, recipe.Momentum, recipe.WeightDecay, recipe.Nesterov));
        if (Checkpoint.Read(checkpoint) is { } kept)
        {
            string of = File.Exists(kind) ? File.ReadAllText(kind) : "another program's";
            if (of != Told)
                throw new CourseKitException($"the checkpoint in '{folder}' is of other training ({of}) than this ({Told}); give the same options to go on with it, or another folder");
            state.Restore(kept);
        }
        else if (workers.IsFirst) AtomicFile.Write(kind, Told);
        Done = state.Losses.Count;
        RequireAlike(state, "begin");
        return state;
    }

    private Sequential Synchronised() => arm.Decay is double decay
        ? LeNet5.Create(norm: channels => new SyncBatchNorm(channels, workers.Group, decay: decay), normFlat: features => new SyncBatchNorm(features, workers.Group, decay: decay), seed: seed)
        : arm.Network(seed);

    /// <summary>Copies that have drifted apart would each train a network of its own.</summary>
    private void RequireAlike(TrainingState state, string place)
    {
        var hash = new Crc32();
        foreach ((_, Tensor value) in state.Net.StateDict().OrderBy(entry => entry.Key, StringComparer.Ordinal)) hash.Append(MemoryMarshal.AsBytes(value.ToArray().AsSpan()));
        hash.Append(BitConverter.GetBytes(Done));
        if (!workers.Agree(hash.GetCurrentHashAsUInt32()))
            throw new CourseKitException($"the processes do not have the same network at the {place}; do they all see the same folder '{folder}', and run the same program?");
    }

    private void Validate(TrainingState state)
    {
        int epoch = state.ValidationLosses.Count + 1;
        (int start, int length) = workers.Share(data.Validation.Count);
        var own = Evaluation.Measure(state.Net, data.Validation.Subset([.. Enumerable.Range(start, length)]), Cifar10.Normalize);
        double[] sums = workers.Sums(own.Accuracy * length, own.Loss * length);
        state.ValidationAccuracies.Add(sums[0] / data.Validation.Count);
        state.ValidationLosses.Add(sums[1] / data.Validation.Count);
        state.Seconds.Add(trained);
        RequireAlike(state, $"end of epoch {epoch}");
        if (workers.IsFirst)
        {
            Save(state);
            WriteLosses(state);
        }
        Tell(string.Create(CultureInfo.InvariantCulture,
            $"epoch {epoch} of {recipe.Epochs}: loss {state.Losses.TakeLast(loader.Count).Average():F4}, validation accuracy {100 * state.ValidationAccuracies[^1]:F2} %, {trained:F1} s, {(trained > 0 ? 100 * waited / trained : 0):F0} % of it for sums"));
        (trained, waited) = (0, 0);
    }

    private void WriteLosses(TrainingState state)
    {
        var lines = new StringBuilder("step,epoch,loss\n");
        foreach ((int step, float loss) in state.Losses.Index())
            lines.Append(CultureInfo.InvariantCulture, $"{step + 1},{step / loader.Count + 1},{loss:R}\n");
        AtomicFile.Write(LossesPath, lines.ToString());
    }

    private void Save(TrainingState state)
    {
        Checkpoint.Write(checkpoint, state.Save());
        saved = Stopwatch.GetTimestamp();
    }

    private void Tell(string line)
    {
        if (workers.IsFirst) log.WriteLine(line);
    }
}
