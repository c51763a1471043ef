using System.Diagnostics;
using CourseKit.Grading;

namespace CourseKit.Tests.Grading;

public sealed class SandboxTests
{
    [SkippableTheory]
    [InlineData("echo $((40 + 2))", "42")]
    [InlineData("(sleep 0) && echo a process", "")]
    [InlineData("unshare -U true && echo a namespace", "")]
    [InlineData("echo 1 > /proc/self/oom_score_adj && echo written", "")]
    [InlineData("read all < /proc/1/environ; echo \"$all\"", "")]
    public void Inside_no_process_can_be_started_and_nothing_set(string command, string said)
    {
        Skip.IfNot(GradedClass.IsSandboxed, "needs bubblewrap; install it (apt install bubblewrap) to run this");
        Skip.If(SystemCallFilter.Path is null, "the filter of system calls is for x64 and arm64");
        using Process process = Process.Start(Sandbox.Wrap(new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", command } }, null, 512))!;
        process.StandardInput.Close();
        Assert.Equal(said, process.StandardOutput.ReadToEnd().Trim());
    }
}
