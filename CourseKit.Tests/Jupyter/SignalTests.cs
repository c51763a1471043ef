using System.Diagnostics;
using CourseKit.Tests.Worker;

namespace CourseKit.Tests.Jupyter;

/// <summary>Signals come from terminals, from Jupyter and from whoever stops a machine.</summary>
public sealed class SignalTests
{
    private const int Hangup = 1, Interrupt = 2, Quit = 3, Pipe = 13, Alarm = 14, Terminate = 15;
    private const string NoSignals = "Windows has no signals";

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_interrupt_stops_the_cell_and_never_the_kernel(bool inBackground)
    {
        Skip.If(OperatingSystem.IsWindows(), NoSignals);
        await using KernelProcess kernel = await KernelProcess.StartAsync(inBackground);
        await using TestFrontEnd front = await TestFrontEnd.JoinAsync(kernel.Connection);
        await front.RunAsync("int kept = 5;");
        for (int i = 0; i < 300; i++) kernel.Signal(Interrupt);
        Assert.Equal("6", (await RunUninterruptedAsync(front, "kept + 1")).Result);
        for (int round = 0; round < 5; round++)
        {
            string id = await BeginLoopAsync(front);
            kernel.Signal(Interrupt);
            Assert.Equal("Interrupted", (await front.ReceiveAsync(id)).Reply.GetProperty("ename").GetString());
            kernel.Signal(Interrupt);
        }
        Assert.Equal("7", (await RunUninterruptedAsync(front, "kept + 2")).Result);
        Assert.False(kernel.Process.HasExited);
    }

    [SkippableTheory]
    [InlineData(Pipe)]
    [InlineData(Alarm)]
    [InlineData(-1)]
    [InlineData(-2)]
    public async Task Signals_that_mean_nothing_to_a_kernel_change_nothing(int signal)
    {
        Skip.If(OperatingSystem.IsWindows(), NoSignals);
        int firstOfUser = OperatingSystem.IsMacOS() ? 30 : 10, secondOfUser = OperatingSystem.IsMacOS() ? 31 : 12;
        await using KernelProcess kernel = await KernelProcess.StartAsync();
        await using TestFrontEnd front = await TestFrontEnd.JoinAsync(kernel.Connection);
        await front.RunAsync("int kept = 5;");
        kernel.Signal(signal switch { -1 => firstOfUser, -2 => secondOfUser, _ => signal });
        Assert.Equal("5", (await front.RunAsync("kept")).Result);
    }

    [SkippableTheory]
    [InlineData(Terminate)]
    [InlineData(Hangup)]
    [InlineData(Quit)]
    [InlineData(Quit, true)]
    public async Task Who_asks_for_the_end_gets_it_with_no_worker_left(int signal, bool inBackground = false)
    {
        Skip.If(OperatingSystem.IsWindows(), NoSignals);
        await using KernelProcess kernel = await KernelProcess.StartAsync(inBackground);
        await using TestFrontEnd front = await TestFrontEnd.JoinAsync(kernel.Connection);
        int worker = int.Parse((await front.RunAsync("Environment.ProcessId")).Result!, System.Globalization.CultureInfo.InvariantCulture);
        front.Send("execute_request", TestFrontEnd.Cell("Console.WriteLine(\"on\"); while (true) { }"));
        while ((await front.NextPublishedAsync()).Type != "stream") { }
        for (int i = 0; i < 3; i++) kernel.Signal(signal);
        await kernel.Process.WaitForExitAsync().WaitAsync(TestWorker.Limit);
        Assert.Equal(0, kernel.Process.ExitCode);
        CancellationToken patience = TestWorker.Patience;
        while (IsThere(worker)) await Task.Delay(20, patience);
    }

    /// <summary>A cell that runs; a signal that came before may still be on its way, and stop it before it begins.</summary>
    private static async Task<string> BeginLoopAsync(TestFrontEnd front)
    {
        while (true)
        {
            string id = front.Send("execute_request", TestFrontEnd.Cell("Console.WriteLine(\"on\"); while (true) { }")), type;
            do type = (await front.NextPublishedAsync()).Type;
            while (type is not ("stream" or "error"));
            if (type == "stream") return id;
            await front.ReceiveAsync(id);
        }
    }

    /// <summary>A signal that came before may still be on its way.</summary>
    private static async Task<Answered> RunUninterruptedAsync(TestFrontEnd front, string code)
    {
        while (true)
            if (await front.RunAsync(code) is { Result: not null } answered) return answered;
    }

    private static bool IsThere(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
