using System.Diagnostics;
using CourseKit.Worker;

namespace CourseKit.Tests.Worker;

public sealed class DeathTests
{
    private static readonly WorkerLaunch Launch = new(Path.GetTempPath());

    [Theory]
    [InlineData("int F(int n) => 1 + F(n + 1);\nF(0)", "Stack overflow")]
    [InlineData("Environment.Exit(3);", "exit code 3")]
    [InlineData("Environment.Exit(0);", "exit code 0")]
    [InlineData("Environment.FailFast(\"on purpose\");", "FailFast: on purpose")]
    [InlineData("System.Diagnostics.Process.GetCurrentProcess().Kill(); System.Threading.Thread.Sleep(-1);", "signal 9")]
    [InlineData("unsafe { *(int*)8 = 1; }", "")]
    public async Task A_cell_that_ends_its_process_gets_one_error_that_says_so(string code, string expected)
    {
        await using TestWorker worker = await TestWorker.StartAsync();
        CellRun run = await worker.RunAsync("Console.WriteLine(\"before\");\n" + code);
        if (expected.Length == 0 && run.Status == CellStatus.Error) return; // .NET made an exception of it
        Assert.Equal((CellStatus.WorkerDied, "WorkerDied"), (run.Status, run.Error.Name));
        Assert.Contains(expected, run.Error.Message);
        Assert.Contains("all variables are lost", run.Error.Message);
        Assert.DoesNotContain('\n', run.Error.Message);
        Assert.Equal("before\n", run.Out);
        Assert.Equal("", run.Err);
        Assert.IsType<DoneEvent>(run.Events[^1]);
        Assert.False(worker.Client.IsAlive);
    }

    [Theory]
    [InlineData("void Fill() { var all = new List<byte[]>(); while (true) all.Add(new byte[1 << 20]); }\nFill();")]
    [InlineData("var all = new List<byte[]>();\nwhile (true) all.Add(new byte[1 << 20]);")]
    [InlineData("var all = new List<object>();\nwhile (true) all.Add(new object());")]
    [InlineData("var text = \"a\";\nwhile (true) text += text;")]
    [InlineData("var all = new List<Tensor>();\nwhile (true) all.Add(Tensor.Zeros(1000, 1000));")]
    public async Task A_cell_that_fills_the_memory_gets_one_error_and_the_next_one_runs(string code)
    {
        await using TestWorker worker = await TestWorker.StartAsync(environment: new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = "18000000" });
        await worker.RunAsync("int kept = 41;");
        CellRun run = await worker.RunAsync(code);
        Assert.Equal((CellStatus.Error, "OutOfMemoryException"), (run.Status, run.Error.Name));
        Assert.Contains("0.4 GB", run.Error.Message);
        Assert.Contains("set large variables to null", run.Error.Message);
        Assert.DoesNotContain('\n', run.Error.Message);
        if (code.StartsWith("var all", StringComparison.Ordinal)) Assert.Equal(CellStatus.Ok, (await worker.RunAsync("all = null;")).Status);
        Assert.Equal("42", (await worker.RunAsync("kept + 1")).Result);
    }

    [Fact]
    public async Task A_dead_worker_says_so_again()
    {
        await using TestWorker worker = await TestWorker.StartAsync();
        await worker.RunAsync("Environment.Exit(1);");
        CellRun run = await worker.RunAsync("1 + 1");
        Assert.Equal((CellStatus.WorkerDied, "WorkerDied"), (run.Status, run.Error.Name));
    }

    [Fact]
    public async Task A_worker_killed_from_outside_in_the_middle_of_a_cell_is_noticed()
    {
        await using TestWorker worker = await TestWorker.StartAsync();
        CellRun run = await worker.RunAsync("Console.WriteLine(Environment.ProcessId); while (true) { }", onEvent: happened =>
        {
            if (happened is StreamEvent { Text: var id }) Process.GetProcessById(int.Parse(id)).Kill();
        });
        Assert.Equal(CellStatus.WorkerDied, run.Status);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("while (true) { }")]
    [InlineData("try { } finally { while (true) { } }")]
    public async Task A_worker_ends_when_its_front_is_gone(string code)
    {
        using Process worker = Process.Start(Launch.ToStartInfo())!;
        Stream requests = worker.StandardInput.BaseStream, events = worker.StandardOutput.BaseStream;
        Assert.IsType<ReadyEvent>(Frames.ReadEvent(events));
        requests.Write(Frames.Pack(new ExecuteRequest(1, "Console.WriteLine(\"on\");\n" + code, "cell 1")));
        requests.Flush();
        Assert.IsType<StreamEvent>(Frames.ReadEvent(events));
        worker.StandardInput.Close();
        using var limit = new CancellationTokenSource(TestWorker.Limit);
        await worker.WaitForExitAsync(limit.Token);
        Assert.True(worker.HasExited);
    }

    [Theory]
    [InlineData(new byte[] { 4, 0, 0, 0, 110, 117, 108, 108 })]
    [InlineData(new byte[] { 2, 0, 0, 0, 123, 125 })]
    [InlineData(new byte[] { 255, 255, 255, 255, 0 })]
    [InlineData(new byte[] { 255, 255, 255, 127 })]
    [InlineData(new byte[] { 0, 0, 0, 0 })]
    public async Task A_worker_that_hears_nonsense_ends(byte[] nonsense)
    {
        using Process worker = Process.Start(Launch.ToStartInfo())!;
        worker.StandardInput.BaseStream.Write(nonsense);
        worker.StandardInput.BaseStream.Flush();
        using var limit = new CancellationTokenSource(TestWorker.Limit);
        await worker.WaitForExitAsync(limit.Token);
        Assert.True(worker.HasExited);
    }

    [SkippableTheory]
    [InlineData("\\003\\000\\000\\000abc")]
    [InlineData("\\377\\377\\377\\177")]
    [InlineData("\\022\\000\\000\\000{\"kind\":\"strange\"}")]
    [InlineData("\\031\\000\\000\\000{\"kind\":\"stream\",\"id\":99}")]
    public async Task A_cell_that_forges_frames_is_found_out(string forged)
    {
        Skip.IfNot(Directory.Exists("/proc/self/fd"), "writes to another descriptor through /proc; run on Linux");
        await using TestWorker worker = await TestWorker.StartAsync();
        byte[] bytes = System.Text.Encoding.Latin1.GetBytes(System.Text.RegularExpressions.Regex.Replace(
            forged, @"\\(\d{3})", match => ((char)Convert.ToInt32(match.Groups[1].Value, 8)).ToString()));
        CellRun run = await worker.RunAsync($$"""
            foreach (string descriptor in Directory.GetFiles("/proc/self/fd"))
                if (int.Parse(Path.GetFileName(descriptor)) > 2 && File.ResolveLinkTarget(descriptor, false)?.Name.StartsWith("pipe:") == true
                    && File.ReadLines("/proc/self/fdinfo/" + Path.GetFileName(descriptor)).Any(line => line.StartsWith("flags:") && line.EndsWith('1')))
                    try { using var pipe = new FileStream(descriptor, FileMode.Open, FileAccess.Write); pipe.Write(Convert.FromBase64String("{{Convert.ToBase64String(bytes)}}")); } catch { }
            System.Threading.Thread.Sleep(20_000);
            """);
        Assert.Equal((CellStatus.WorkerDied, "WorkerDied"), (run.Status, run.Error.Name));
        Assert.Contains("interfered", run.Error.Message);
    }

    [Fact]
    public async Task A_worker_that_cannot_start_is_an_error_of_one_line()
    {
        var broken = new WorkerLaunch(Path.GetTempPath(), Sandbox: start =>
        {
            start.FileName = "/no/such/program";
            return start;
        });
        var failure = await Assert.ThrowsAsync<CourseKitException>(() => WorkerClient.StartAsync(broken, CancellationToken.None));
        Assert.Contains("/no/such/program", failure.Message);
    }

    [SkippableFact]
    public async Task A_sandbox_that_refuses_is_quoted()
    {
        Skip.IfNot(File.Exists("/bin/sh"), "needs /bin/sh; run on Linux or macOS");
        var broken = new WorkerLaunch(Path.GetTempPath(), Sandbox: start =>
        {
            start.FileName = "/bin/sh";
            start.ArgumentList.Clear();
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add("echo no room here >&2; exit 3");
            return start;
        });
        var failure = await Assert.ThrowsAsync<CourseKitException>(() => WorkerClient.StartAsync(broken, CancellationToken.None));
        Assert.Contains("no room here", failure.Message);
    }

    [Fact]
    public async Task Disposing_ends_the_processes_that_a_cell_has_started()
    {
        TestWorker worker = await TestWorker.StartAsync();
        CellRun run = await worker.RunAsync("""
            var start = new System.Diagnostics.ProcessStartInfo(Environment.ProcessPath, ["exec", typeof(CellGlobals).Assembly.Location, "worker"]) { RedirectStandardInput = true };
            var child = System.Diagnostics.Process.Start(start);
            child.Id
            """.Replace("CellGlobals", "CourseKit.Worker.CellGlobals"));
        using Process child = Process.GetProcessById(int.Parse(run.Result!));
        await worker.DisposeAsync();
        using var limit = new CancellationTokenSource(TestWorker.Limit);
        await child.WaitForExitAsync(limit.Token);
        Assert.True(child.HasExited);
    }

    [Fact]
    public async Task A_host_goes_on_with_its_spare()
    {
        await using var host = new WorkerHost(Launch, keepSpare: true);
        var events = new List<WorkerEvent>();
        Task<CellStatus> Run(int id, string code) => host.ExecuteAsync(new ExecuteRequest(id, code, $"cell {id}"), events.Add, TestWorker.Limit, CancellationToken.None);
        Assert.Equal(CellStatus.Ok, await Run(1, "int lost = 1;"));
        Assert.Equal(CellStatus.WorkerDied, await Run(2, "Environment.Exit(9);"));
        Assert.Equal(CellStatus.Ok, await Run(3, "int again = 2;"));
        Assert.Equal(CellStatus.Error, await Run(4, "lost"));
        Assert.Equal(CellStatus.Ok, await Run(5, "again"));
        Assert.Equal(1, host.Deaths);
    }

    [Fact]
    public async Task A_worker_that_dies_between_cells_does_not_lose_variables_in_silence()
    {
        await using var host = new WorkerHost(Launch, keepSpare: false);
        var events = new List<WorkerEvent>();
        Task<CellStatus> Run(int id, string code) => host.ExecuteAsync(new ExecuteRequest(id, code, $"cell {id}"), events.Add, TestWorker.Limit, CancellationToken.None);
        await Run(1, "Console.WriteLine(Environment.ProcessId); int lost = 1;");
        using Process process = Process.GetProcessById(int.Parse(events.OfType<StreamEvent>().First().Text));
        process.Kill();
        await process.WaitForExitAsync();
        await Task.Delay(500);
        Assert.Equal(CellStatus.Ok, await Run(2, "1 + 1"));
        Assert.Contains(events, happened => happened is StreamEvent { Name: "stderr", Text: var text } && text.Contains("all variables are lost"));
        Assert.Equal(1, host.Deaths);
    }

    [Fact]
    public async Task A_restarted_host_is_empty()
    {
        await using var host = new WorkerHost(Launch, keepSpare: false);
        var going = new TaskCompletionSource();
        Task<CellStatus> Run(int id, string code) => host.ExecuteAsync(
            new ExecuteRequest(id, code, $"cell {id}"), happened =>
            {
                if (happened is StreamEvent) going.TrySetResult();
            }, TestWorker.Limit, CancellationToken.None);
        Task<CellStatus> endless = Run(1, "int lost = 1; Console.WriteLine(lost); while (true) { }");
        await going.Task;
        await host.RestartAsync();
        Assert.Equal(CellStatus.WorkerDied, await endless);
        Assert.Equal(CellStatus.Error, await Run(2, "lost"));
        Assert.Equal(0, host.Deaths);
    }
}
