using System.CommandLine;
using System.Runtime.InteropServices;
using CourseKit.Distributed;
using CourseKit.Experiments;
using CourseLib.Data;
using CourseLib.Kernels;

namespace CourseKit.Commands;

/// <summary><c>coursekit train</c>: one network by one process, or by all of an MPI job.</summary>
internal static class TrainCommand
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    public static Command Create()
    {
        var data = new Option<string>("--data") { Description = "'full' trains on all of CIFAR-10 (coursekit data get cifar10), 'embedded' on the small part that ships.", HelpName = "full|embedded", DefaultValueFactory = _ => "embedded" };
        data.AcceptOnlyFromAmong("full", "embedded");
        var arm = new Option<string>("--arm") { Description = "The normalisation of LeNet-5.", HelpName = string.Join('|', Arm.All.Select(one => one.Key)), DefaultValueFactory = _ => Arm.BatchNorm.Key };
        arm.AcceptOnlyFromAmong([.. Arm.All.Select(one => one.Key)]);
        var batch = new Option<int>("--batch") { Description = "Images in a batch, of all processes together.", HelpName = "N", DefaultValueFactory = _ => Recipe.Plain.Batch };
        var rate = new Option<double>("--rate") { Description = "The learning rate of a batch of 64; that of --batch N is N / 64 of it.", HelpName = "R", DefaultValueFactory = _ => Recipe.Plain.Rate };
        var epochs = new Option<int>("--epochs") { Description = "How often every image is seen.", HelpName = "N", DefaultValueFactory = _ => Recipe.Plain.Epochs };
        var seed = new Option<int>("--seed") { Description = "What everything random follows from.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var threads = new Option<int>("--threads") { Description = "Threads of each process.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var output = new Option<string>("--output", "-o") { Description = "Folder for losses.csv and the checkpoint, which all processes must see.", HelpName = "DIR", Required = true };
        var command = new Command("train", """
            Trains LeNet-5 on CIFAR-10 with the plain recipe of notebook 08. Under mpirun or srun all processes of the job train one network: each
            works on its share of every batch, gradients are summed, and batch normalisation takes its statistics from the whole batch. Each step
            is that of one process with the whole batch, to the rounding of float32; what rounding begins, training amplifies.

            Killed, or one of its processes lost, the same command goes on from the checkpoint. With other options it refuses to.

            Examples:
              coursekit train -o output/one
              mpirun -n 4 coursekit train -o output/four --batch 256
              srun -n 16 --mpi=pmix coursekit train -o output/sixteen --data full --batch 1024
            """)
        { data, arm, batch, rate, epochs, seed, threads, output };
        command.SetAction((parsed, cancellation) =>
        {
            if (parsed.GetValue(rate) is not (> 0 and < 1e6)) throw new CourseKitException($"--rate {parsed.GetValue(rate)} is no learning rate; give a number above 0", CourseKitException.WrongUsage);
            int images = CommandLimits.Whole("--batch", parsed.GetValue(batch), 1, 1 << 20);
            Threads.Count = CommandLimits.Whole("--threads", parsed.GetValue(threads), 1, 1024);
            Recipe recipe = Recipe.Plain with
            {
                Batch = images,
                Rate = parsed.GetValue(rate) * images / Recipe.Plain.Batch,
                Epochs = CommandLimits.Whole("--epochs", parsed.GetValue(epochs), 1, 1000),
            };
            DataSource source = parsed.GetValue(data) == "full" ? DataSource.Full : DataSource.Embedded;
            Arm chosen = Arm.All.Single(one => one.Key == parsed.GetValue(arm));
            string folder = Path.GetFullPath(parsed.GetValue(output)!);
            if (!MpiGroup.IsJob)
            {
                new DistributedRun(Workers.Alone, recipe, chosen, parsed.GetValue(seed), ExperimentData.Load(source), folder, Interval, Console.Out).Run(cancellation);
                return Task.FromResult(CourseKitException.Done);
            }
            return Task.FromResult(RunInJob(recipe, chosen, parsed.GetValue(seed), source, folder, cancellation));
        });
        return command;
    }

    private static int RunInJob(Recipe recipe, Arm arm, int seed, DataSource source, string folder, CancellationToken cancellation)
    {
        var group = new MpiGroup();
        DistributedRun? run = null;
        // While a process waits for another that is gone, only a signal reaches it: that by which mpirun and srun end what is left of a job.
        using PosixSignalRegistration ended = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            Console.Error.WriteLine(
                $"coursekit: process {group.Rank} of {group.Size}: the job was ended, or another of its processes was lost, at step {run?.Done}; the same command goes on from the checkpoint in '{folder}'");
            Environment.Exit(CourseKitException.WorkFailed);
        });
        try
        {
            if (recipe.Batch < group.Size) throw new CourseKitException($"--batch {recipe.Batch} has less than one image for each of {group.Size} processes", CourseKitException.WrongUsage);
            run = new DistributedRun(new Workers(group.Rank, group.Size, group), recipe, arm, seed, ExperimentData.Load(source), folder, Interval, Console.Out);
            run.Run(cancellation);
            group.Dispose();
            return CourseKitException.Done;
        }
        catch (Exception failure)
        {
            Console.Error.WriteLine($"coursekit: process {group.Rank} of {group.Size}: {(failure is CourseKitException ? failure.Message : Explanation.Of(failure))}");
            group.Abort();
            return CourseKitException.WorkFailed;
        }
    }
}
