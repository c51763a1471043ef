using System.ComponentModel;
using System.Diagnostics;

namespace CourseKit.Slurm;

/// <summary>One task of a job array, as the queue knows it.</summary>
/// <param name="State">Slurm's word: PENDING, RUNNING, COMPLETED, CANCELLED, NODE_FAIL …</param>
/// <param name="Exit">The exit code of its script.</param>
/// <param name="Node">Where it runs or ran last.</param>
/// <param name="Reason">Why it waits.</param>
internal sealed record SlurmTask(int Index, string State, int Exit, string Node, string Reason)
{
    public bool IsQueued => State is "PENDING" or "REQUEUED" or "REQUEUE_HOLD" or "SPECIAL_EXIT" or "REQUEUE_FED" or "RESV_DEL_HOLD";

    public bool IsRunning => State is "RUNNING" or "COMPLETING" or "CONFIGURING" or "SUSPENDED" or "STOPPED" or "SIGNALING" or "STAGE_OUT" or "RESIZING";

    public bool HasFailed => !IsQueued && !IsRunning && State != "COMPLETED";
}

/// <summary>Slurm by its own commands, which every cluster has: sbatch, squeue, scancel.</summary>
internal static class SlurmQueue
{
    private const string Format = "ArrayTaskID:32,State:32,exit_code:16,NodeList:256,Reason:256";
    private static readonly int[] Widths = [32, 32, 16, 256, 256];

    /// <summary>Submits a script; returns the job's number.</summary>
    /// <exception cref="CourseKitException">There is no Slurm here, or it does not take the job.</exception>
    public static async Task<string> SubmitAsync(string script, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        (int code, string said, string error) = await RunAsync("sbatch", ["--parsable", .. arguments], script, cancellation);
        // "number" or "number;cluster"
        string number = said.Trim().Split(';')[0];
        return code == 0 && number.Length > 0 && number.All(char.IsAsciiDigit) ? number : throw new CourseKitException(
            $"Slurm does not take the job: {OneLine(error)}; 'sinfo -s' lists the partitions and their limits", CourseKitException.WrongUsage);
    }

    /// <summary>The tasks of a job, ended ones for as long as Slurm remembers them; none when it has forgotten the job.</summary>
    /// <returns>Null when Slurm does not answer.</returns>
    public static async Task<IReadOnlyList<SlurmTask>?> TasksAsync(string job, CancellationToken cancellation)
    {
        string[] arguments = [$"--jobs={job}", "--array", "--states=all", "--noheader", $"--Format={Format}"];
        (int code, string said, string error) = await RunAsync("squeue", arguments, "", cancellation);
        if (code != 0) return error.Contains("Invalid job id", StringComparison.OrdinalIgnoreCase) ? [] : null;
        return [.. said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Read).OfType<SlurmTask>()];
    }

    public static async Task CancelAsync(string job, CancellationToken cancellation)
    {
        (int code, _, string error) = await RunAsync("scancel", [job], "", cancellation);
        if (code != 0) throw new CourseKitException($"job {job} cannot be cancelled: {OneLine(error)}");
    }

    /// <summary>A line of columns with fixed widths; null where it is none.</summary>
    internal static SlurmTask? Read(string line)
    {
        var fields = new List<string>();
        int start = 0;
        foreach (int width in Widths)
        {
            if (start >= line.Length) return null;
            fields.Add(line[start..Math.Min(start + width, line.Length)].Trim());
            start += width;
        }
        if (!int.TryParse(fields[0], out int index)) return null;
        _ = int.TryParse(fields[2], out int exit);
        // What wait(2) gives: the code stands in the second byte, the signal in the first.
        return new(index, fields[1], exit > 255 ? exit >> 8 : exit, fields[3], fields[4]);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(
        string program, IReadOnlyList<string> arguments, string input, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception cause)
        {
            throw new CourseKitException(
                $"there is no '{program}' on the PATH; --engine slurm must be called where jobs can be submitted, on a login node of the cluster",
                CourseKitException.WrongUsage, cause);
        }
        using (process)
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation), error = process.StandardError.ReadToEndAsync(cancellation);
            try
            {
                await process.StandardInput.WriteAsync(input);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It has ended before it read the script; its exit code tells.
            }
            await process.WaitForExitAsync(cancellation);
            return (process.ExitCode, await output, await error);
        }
    }

    private static string OneLine(string said) =>
        string.Join(" ", said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => line.Replace("sbatch: error: ", "")));
}
