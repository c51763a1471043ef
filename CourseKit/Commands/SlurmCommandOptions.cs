using System.CommandLine;
using System.CommandLine.Parsing;
using CourseKit.Slurm;

namespace CourseKit.Commands;

/// <summary>The options by which a command hands its work to a cluster.</summary>
internal sealed class SlurmCommandOptions
{
    private readonly Option<string> engine = new("--engine")
    {
        Description = "What does the work: this machine (local) or a cluster (slurm).",
        HelpName = "NAME",
        DefaultValueFactory = _ => "local",
    };

    private readonly Option<string?> partition = new("--partition") { Description = "With slurm: the partition, as for sbatch.", HelpName = "P" };
    private readonly Option<string?> time = new("--time") { Description = "With slurm: the limit of a task's time, as for sbatch (01:30:00).", HelpName = "T" };
    private readonly Option<string?> sbatch = new("--sbatch")
    {
        Description = "With slurm: any options of sbatch, in quotes (\"--mem=8G --account=teaching\").",
        HelpName = "OPTIONS",
    };

    private readonly Option<bool> attach = new("--attach") { Description = "With slurm: follow the job that was left, and gather what it finds." };
    private readonly Option<bool> cancel = new("--cancel") { Description = "With slurm: end the job that was left, and gather what it has found." };

    public SlurmCommandOptions(Command command)
    {
        engine.AcceptOnlyFromAmong("local", "slurm");
        foreach (Option option in (Option[])[engine, partition, time, sbatch, attach, cancel]) command.Add(option);
    }

    /// <summary>Null where this machine does the work.</summary>
    /// <param name="tasks">The option for their number, where the command has one.</param>
    /// <exception cref="CourseKitException">Options that do not go together.</exception>
    public SlurmOptions? Read(ParseResult parsed, int processors, Option<int?>? tasks = null)
    {
        Option[] own = [partition, time, sbatch, attach, cancel, .. tasks is null ? Array.Empty<Option>() : [tasks]];
        if (parsed.GetValue(engine) != "slurm")
            return own.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is Option alone
                ? throw new CourseKitException($"{alone.Name} goes with --engine slurm", CourseKitException.WrongUsage) : null;
        if (parsed.GetValue(attach) && parsed.GetValue(cancel)) throw new CourseKitException("give --attach or --cancel, not both", CourseKitException.WrongUsage);
        return new(
            parsed.GetValue(attach) ? SlurmMode.Attach : parsed.GetValue(cancel) ? SlurmMode.Cancel : SlurmMode.Submit,
            tasks is not null && parsed.GetValue(tasks) is int count ? CommandLimits.Whole("--tasks", count, 1, 100_000) : null, processors,
            parsed.GetValue(partition), parsed.GetValue(time), [.. CommandLineParser.SplitCommandLine(parsed.GetValue(sbatch) ?? "")]);
    }
}
