using System.Diagnostics;
using CourseKit.Grading;

namespace CourseKit.Tests.Grading;

public sealed class ProcessWatchTests
{
    private const string NeedsLinux = "reads /proc; run it on Linux";
    private const string NeedsSandbox = "needs bubblewrap; install it (apt install bubblewrap) to run this";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [SkippableFact]
    public async Task What_spins_is_charged_with_its_processor_time()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), NeedsLinux);
        using Process process = Start("while :; do :; done");
        using var watch = new ProcessWatch(process.Id, 512);
        await watch.PassAsync(TimeSpan.FromSeconds(0.5), CancellationToken.None).WaitAsync(Patience);
        TimeSpan used = ProcessTree.ProcessorTime(process.Id);
        process.Kill();
        Assert.True(used >= TimeSpan.FromSeconds(0.4), $"after {used}");
    }

    [SkippableFact]
    public async Task What_sleeps_comes_to_its_end_too()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), NeedsLinux);
        using Process process = Start("read line");
        using var watch = new ProcessWatch(process.Id, 512);
        await watch.PassAsync(TimeSpan.FromSeconds(0.5), CancellationToken.None).WaitAsync(Patience);
        Assert.True(ProcessTree.ProcessorTime(process.Id) < TimeSpan.FromSeconds(0.2));
        process.Kill();
    }

    [SkippableTheory]
    [InlineData("i=0; while [ $i -lt 40 ]; do printf '%01000000d' 0 >> /tmp/a; i=$((i+1)); done", 40_000_000)]
    [InlineData("i=0; while [ $i -lt 20000 ]; do : > /dev/shm/$i; i=$((i+1)); done", 20_000_000)]
    public void Files_in_memory_and_their_names_are_seen(string fill, long least)
    {
        Skip.IfNot(GradedClass.IsSandboxed, NeedsSandbox);
        using Process process = StartInside($"echo; read go; {fill}; echo; read end", 512);
        process.StandardOutput.ReadLine();
        SandboxMemory memory = SandboxMemory.Of(ProcessTree.Of(process.Id, 100)[^1]);
        long before = memory.Measure();
        process.StandardInput.WriteLine();
        process.StandardOutput.ReadLine();
        long grown = memory.Measure() - before;
        process.Kill(entireProcessTree: true);
        // What the shell itself gives back meanwhile counts, too.
        Assert.InRange(grown, least * 9 / 10, 2 * least);
    }

    [SkippableFact]
    public void A_sandbox_that_fills_its_files_in_memory_is_ended()
    {
        Skip.IfNot(GradedClass.IsSandboxed, NeedsSandbox);
        const string fill = "i=0; while :; do : > /tmp/$i; : > /dev/shm/$i; i=$((i+1)); done";
        using Process process = StartInside($"echo; read go; {fill}", 64);
        process.StandardOutput.ReadLine();
        using var watch = new ProcessWatch(process.Id, 64);
        process.StandardInput.WriteLine();
        // Not awaited: a sandbox ends with the thread that started it.
        Assert.True(process.WaitForExit(Patience));
        Assert.Equal("it used more than 64 MB of memory", watch.Reason);
    }

    [SkippableFact]
    public void The_file_systems_of_the_machine_are_not_counted()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), NeedsLinux);
        Assert.Equal(0, SandboxMemory.Of(Environment.ProcessId).Measure());
    }

    private static Process StartInside(string script, int memory) =>
        Process.Start(Sandbox.Wrap(new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", script } }, null, memory))!;

    private static Process Start(string script) =>
        Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
}
