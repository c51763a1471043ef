using System.Diagnostics;
using System.Globalization;
using CourseLib.Benchmarks.Families;
using CourseLib.Kernels;

namespace CourseLib.Benchmarks;

/// <summary>What only a process of its own shows: the peak of its memory over some training steps, and how long after its start the first step is done.</summary>
internal static class ProcessRows
{
    private const int Steps = 20;
    private const string Child = "--child";

    /// <summary>Whether these are the arguments of such a process; it has done its work then.</summary>
    public static bool IsChild(string[] args)
    {
        if (args is not [Child, var network, var steps, var threads]) return false;
        Threads.Count = int.Parse(threads, CultureInfo.InvariantCulture);
        Action step = TrainingSteps.Prepare(network);
        for (int i = 0; i < int.Parse(steps, CultureInfo.InvariantCulture); i++) step();
        Console.WriteLine(PeakMegabytes().ToString(CultureInfo.InvariantCulture));
        return true;
    }

    public static IEnumerable<Row> Measure(TorchPeer torch, int threads, bool quick, Func<string, bool> chosen)
    {
        foreach ((string key, string name) in TrainingSteps.Networks)
        {
            if (!chosen($"memory {name}")) continue;
            double ours = Ours(key, Steps, threads).Megabytes;
            double? theirs = torch.IsInstalled ? torch.Child(key, Steps).Megabytes : null;
            yield return new("memory", name, threads, ours, torch.Name, theirs, theirs / ours, "", null, "MB");
        }
        if (!chosen("start-up LeNet-5")) yield break;
        double Median(Func<double> time) => Enumerable.Range(0, quick ? 3 : 7).Select(_ => time()).Order().ElementAt(quick ? 1 : 3);
        double first = Median(() => Ours("lenet", 1, threads).Milliseconds);
        double? peer = torch.IsInstalled ? Median(() => torch.Child("lenet", 1).Milliseconds) : null;
        yield return new("start-up", "process start to LeNet-5's first step done", threads, first, torch.Name, peer, peer / first, "", null);
    }

    private static (double Milliseconds, double Megabytes) Ours(string network, int steps, int threads) =>
        Time(new ProcessStartInfo(Environment.ProcessPath!, [.. Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? new[] { "exec", typeof(ProcessRows).Assembly.Location } : [], Child, network, $"{steps}", $"{threads}"]));

    /// <summary>Milliseconds from the start of a process to its end, and the peak of its memory, which it prints.</summary>
    public static (double Milliseconds, double Megabytes) Time(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        long begin = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (Stopwatch.GetElapsedTime(begin).TotalMilliseconds, double.Parse(said, CultureInfo.InvariantCulture));
    }

    /// <summary>As the kernel counts it; the runtime's own figure where there is no such count.</summary>
    private static double PeakMegabytes() => File.Exists("/proc/self/status")
        ? double.Parse(File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024
        : Process.GetCurrentProcess().PeakWorkingSet64 / (1024.0 * 1024);
}
