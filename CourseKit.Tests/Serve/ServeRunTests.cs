using System.Diagnostics;
using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace CourseKit.Tests.Serve;

public sealed class ServeRunTests(ITestOutputHelper output)
{
    [Fact]
    public async Task The_server_says_who_it_is_and_what_it_can()
    {
        await using var server = ServeProcess.StartRaw();
        server.Rpc.Dispose();
        await using ServeProcess other = await ServeProcess.StartAsync();
        JsonNode answer = (await other.AskAsync("initialize", new { }))!;
        Assert.Equal("coursekit", (string?)answer["serverInfo"]!["name"]);
        Assert.Equal(1, (int)answer["capabilities"]!["experimental"]!["coursekit"]!["protocol"]!);
        Assert.Equal("jupyter-notebook", (string?)answer["capabilities"]!["notebookDocumentSync"]!["notebookSelector"]![0]!["notebook"]);
    }

    [Theory]
    [InlineData(2, "coursekit", "dotnet tool update")]
    [InlineData(0, "the extension", "coursekit vscode install")]
    public async Task Sides_that_do_not_understand_each_other_are_told_which_is_older(int protocol, string older, string command)
    {
        await using ServeProcess server = await ServeProcess.StartAsync();
        var refused = await Assert.ThrowsAnyAsync<StreamJsonRpc.RemoteRpcException>(() =>
            server.AskAsync("initialize", new { initializationOptions = new { coursekit = new { protocol } } })
        );
        Assert.Contains(older, refused.Message);
        Assert.Contains(command, refused.Message);
    }

    [Fact]
    public async Task A_cell_runs_and_its_output_comes_before_its_end()
    {
        await using ServeProcess server = await ServeProcess.StartAsync();
        string notebook = server.Notebook("one");
        TestRun first = await server.RunAsync(
            notebook,
            "var x = 20;\nConsole.WriteLine(\"héllo\");\nConsole.Error.WriteLine(\"oh\");\ndisplay(HTML(\"<b>b</b>\"));\nx + 1"
        );
        Assert.Equal(("ok", "héllo\n", "21"), (first.State, first.Out, first.Value));
        Assert.Contains(first.Output, message => (string?)message["name"] == "stderr" && (string?)message["text"] == "oh\n");
        Assert.Contains(
            first.Output,
            message => (string?)message["kind"] == "display" && (string?)message["data"]!["text/html"] == "<b>b</b>"
        );
        Assert.Equal(1, (int)first.Result["count"]!);
        Assert.InRange((long)first.Result["endedAt"]! - (long)first.Result["startedAt"]!, 0, (long)ServeProcess.Patience.TotalMilliseconds);
        TestRun second = await server.RunAsync(notebook, "x * 2");
        Assert.Equal(("ok", "40", 2), (second.State, second.Value, (int)second.Result["count"]!));
        Assert.Equal(["busy", "idle"], server.Heard("worker").Select(message => (string?)message["state"]).TakeLast(2));
    }

    [Fact]
    public async Task Displays_are_updated_and_cleared()
    {
        await using ServeProcess server = await ServeProcess.StartAsync();
        TestRun run = await server.RunAsync(
            server.Notebook("one"),
            "var d = display(\"a\");\nd.Update(\"b\");\nClearOutput(true);\nConsole.Write(1);"
        );
        string[] kinds = [.. run.Output.Select(message => (string)message["kind"]!)];
        Assert.True(run.State == "ok", run.Error);
        Assert.Equal(["display", "update", "clear", "stream"], kinds);
        Assert.Equal((string?)run.Output[0]["displayId"], (string?)run.Output[1]["displayId"]);
        Assert.NotNull((string?)run.Output[0]["displayId"]);
        Assert.True((bool)run.Output[2]["wait"]!);
    }

    [Fact]
    public async Task A_chart_comes_once_as_what_the_editor_draws()
    {
        await using ServeProcess server = await ServeProcess.StartAsync();
        TestRun run = await server.RunAsync(server.Notebook("one"), "Chart.Line(new[] { 1.0, 2 }, new[] { 3.0, 4 })");
        Assert.True(run.State == "ok", run.Error);
        JsonObject forms = run.Output[^1]["data"]!.AsObject();
        Assert.Equal(["application/vnd.plotly.v1+json", "text/plain"], forms.Select(form => form.Key).Order());
        Assert.IsType<JsonArray>(forms["application/vnd.plotly.v1+json"]!["data"]);
    }

    [Fact]
    public async Task What_fails_names_its_line_and_keeps_what_was_declared()
    {
        await using ServeProcess server = await ServeProcess.StartAsync();
        string notebook = server.Notebook("one");
        TestRun broken = await server.RunAsync(notebook, "int y = 3;\nint z = \"text\";");
        Assert.Equal(
            ("error", "CompilationError", 2, 9),
            (
                broken.State,
                (string?)broken.Result["error"]!["name"],
                (int)broken.Result["error"]!["line"]!,
                (int)broken.Result["error"]!["column"]!
            )
        );
        TestRun thrown = await server.RunAsync(notebook, "int kept = 4;\nthrow new InvalidOperationException(\"no\");");
        Assert.Equal(
            ("error", "InvalidOperationException", "no", 2),
            (thrown.State, (string?)thrown.Result["error"]!["name"], thrown.Error, (int)thrown.Result["error"]!["line"]!)
        );
        Assert.Equal("4", (await server.RunAsync(notebook, "kept")).Value);
    }

    [Fact]
    public async Task A_cell_that_reads_asks_the_editor()
    {
        await using ServeProcess server = await ServeProcess.StartAsync();
        var asked = new List<(string, bool)>();
        server.OnInput = (prompt, password) =>
        {
            asked.Add((prompt, password));
            return password ? "secret"
                : asked.Count > 2 ? null
                : "Ada";
        };
        TestRun run = await server.RunAsync(
            server.Notebook("one"),
            "var name = Console.ReadLine();\nvar word = ReadPassword(\"word?\");\nvar none = Console.ReadLine();\n$\"{name} {word} {none is null}\""
        );
        Assert.True(run.State == "ok", run.Error);
        Assert.Equal("Ada secret True", run.Value);
        Assert.Equal([false, true, false], asked.Select(one => one.Item2));
        Assert.Contains("word?", asked[1].Item1);
    }

    [Fact]
    public async Task An_interrupt_stops_the_cell_takes_back_those_that_wait_and_keeps_variables()
    {
        await using ServeProcess server = await ServeProcess.StartAsync();
        string notebook = server.Notebook("one");
        await server.RunAsync(notebook, "int kept = 7;");
        Task<TestRun> endless = server.RunAsync(notebook, "Console.WriteLine(\"on\");\nwhile (true) { }"),
            waiting = server.RunAsync(notebook, "kept = 8;");
        await server.HearAsync("output", message => (string?)message["text"] == "on\n");
        long start = Stopwatch.GetTimestamp();
        await server.AskAsync("coursekit/interrupt", new { notebook });
        Assert.Equal("interrupted", (await endless).State);
        output.WriteLine($"interrupt: {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms");
        Assert.Equal("interrupted", (await waiting).State);
        Assert.Equal("7", (await server.RunAsync(notebook, "kept")).Value);
    }

    [Fact]
    public async Task A_request_that_is_cancelled_interrupts_its_cell()
    {
        await using ServeProcess server = await ServeProcess.StartAsync();
        string notebook = server.Notebook("one");
        await server.RunAsync(notebook, "int kept = 7;");
        using var cancel = new CancellationTokenSource();
        Task<TestRun> endless = server.RunAsync(notebook, "Console.WriteLine(\"on\");\nwhile (true) { }", cancellation: cancel.Token);
        await server.HearAsync("output", message => (string?)message["text"] == "on\n");
        cancel.Cancel();
        try
        {
            Assert.Equal("interrupted", (await endless).State);
        }
        catch (OperationCanceledException) { }
        Assert.Equal("7", (await server.RunAsync(notebook, "kept")).Value);
    }

    [Fact]
    public async Task A_restart_forgets_everything_and_ends_the_cell_that_runs()
    {
        await using ServeProcess server = await ServeProcess.StartAsync();
        string notebook = server.Notebook("one");
        await server.RunAsync(notebook, "int gone = 7;");
        Task<TestRun> endless = server.RunAsync(notebook, "Console.WriteLine(\"on\");\nwhile (true) { }");
        await server.HearAsync("output", message => (string?)message["text"] == "on\n");
        long start = Stopwatch.GetTimestamp();
        await server.AskAsync("coursekit/restart", new { notebook });
        output.WriteLine($"restart: {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms");
        TestRun ended = await endless;
        Assert.Equal(("died", "Restarted"), (ended.State, (string?)ended.Result["error"]!["name"]));
        TestRun next = await server.RunAsync(notebook, "gone");
        Assert.Equal(("error", 1), (next.State, (int)next.Result["count"]!));
        output.WriteLine($"first cell after it: {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms");
    }

    [Theory]
    [InlineData("int F(int n) => 1 + F(n + 1);\nF(0)", "Stack overflow")]
    [InlineData("Environment.Exit(3);", "exit code 3")]
    public async Task A_cell_that_kills_its_process_says_so_and_the_next_one_runs(string code, string reason)
    {
        await using ServeProcess server = await ServeProcess.StartAsync();
        string notebook = server.Notebook("one");
        await server.RunAsync(notebook, "int gone = 7;");
        long start = Stopwatch.GetTimestamp();
        TestRun dead = await server.RunAsync(notebook, code);
        Assert.Equal("died", dead.State);
        Assert.Contains(reason, dead.Error);
        Assert.Contains(
            server.Heard("worker"),
            message => (string?)message["state"] == "died" && ((string?)message["message"])!.Contains(reason)
        );
        Assert.Equal("2", (await server.RunAsync(notebook, "1 + 1")).Value);
        output.WriteLine($"death to next result: {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms");
    }

    [Fact]
    public async Task Two_notebooks_run_side_by_side_and_know_nothing_of_each_other()
    {
        await using ServeProcess server = await ServeProcess.StartAsync();
        string one = server.Notebook("one"),
            two = server.Notebook("two");
        await server.RunAsync(one, "var mine = 1;");
        Task<TestRun> endless = server.RunAsync(one, "Console.WriteLine(\"on\");\nwhile (true) { }");
        await server.HearAsync("output", message => (string?)message["text"] == "on\n");
        TestRun other = await server.RunAsync(two, "mine");
        Assert.Contains("CS0103", other.Error);
        Assert.Equal("5", (await server.RunAsync(two, "2 + 3")).Value);
        await server.AskAsync("coursekit/interrupt", new { notebook = one });
        Assert.Equal("interrupted", (await endless).State);
        Assert.Equal("1", (await server.RunAsync(one, "mine")).Value);
    }

    [SkippableFact]
    public async Task A_closed_notebook_leaves_no_process()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "looks at /proc");
        await using ServeProcess server = await ServeProcess.StartAsync();
        string notebook = server.Notebook("one");
        await server.OpenAsync(notebook, "1");
        TestRun run = await server.RunAsync(notebook, "Environment.ProcessId");
        int worker = int.Parse(run.Value!, System.Globalization.CultureInfo.InvariantCulture);
        Task<TestRun> endless = server.RunAsync(notebook, "Console.WriteLine(\"on\");\nwhile (true) { }");
        await server.HearAsync("output", message => (string?)message["text"] == "on\n");
        Assert.Contains(worker, ServeProcess.Children(server.Process.Id));
        await server.CloseAsync(notebook, 1);
        await ServeProcess.WaitForEndAsync([worker]);
        Assert.Equal("died", (await endless).State);
    }

    [SkippableTheory]
    [InlineData("exit")]
    [InlineData("hang up")]
    [InlineData("kill")]
    public async Task The_end_of_the_server_is_the_end_of_its_workers(string how)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "looks at /proc");
        await using ServeProcess server = await ServeProcess.StartAsync();
        string notebook = server.Notebook("one");
        Task<TestRun> endless = server.RunAsync(notebook, "Console.WriteLine(\"on\");\nwhile (true) { }");
        await server.HearAsync("output", message => (string?)message["text"] == "on\n");
        IReadOnlyList<int> workers = ServeProcess.Children(server.Process.Id);
        Assert.NotEmpty(workers);
        if (how == "exit")
        {
            await server.AskAsync("shutdown", new { });
            await server.TellAsync("exit", new { });
        }
        else if (how == "hang up")
            server.Process.StandardInput.Close();
        else
            server.Process.Kill();
        await ServeProcess.WaitForEndAsync([server.Process.Id, .. workers]);
        if (how == "exit")
            Assert.Equal("", await server.Log);
        if (how != "exit")
            await Assert.ThrowsAsync<StreamJsonRpc.ConnectionLostException>(() => endless);
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_is_told_of_and_the_next_is_answered()
    {
        await using ServeProcess server = ServeProcess.StartRaw();
        Stream pipe = server.Process.StandardInput.BaseStream;
        foreach (
            string body in new[]
            {
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":",
                "[]",
                "null",
                "7",
                "{}",
                "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"no/such\",\"params\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"coursekit/run\",\"params\":{\"notebook\":7}}",
                "{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"coursekit/run\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"shutdown\"}",
            }
        )
        {
            byte[] bytes = System.Text.Encoding.UTF8.GetBytes(body);
            pipe.Write(System.Text.Encoding.ASCII.GetBytes($"Content-Length: {bytes.Length}\r\n\r\n"));
            pipe.Write(bytes);
        }
        pipe.Flush();
        var seen = new System.Text.StringBuilder();
        var buffer = new char[4096];
        while (!seen.ToString().Contains("\"id\":5", StringComparison.Ordinal))
        {
            int got = await server.Process.StandardOutput.ReadAsync(buffer).AsTask().WaitAsync(ServeProcess.Patience);
            if (got == 0)
                Assert.Fail($"the server has ended: {seen} {await server.Log}");
            seen.Append(buffer, 0, got);
        }
        string answers = seen.ToString();
        Assert.Contains("-32601", answers);
        Assert.Contains("\"id\":3", answers);
        Assert.Contains("\"id\":4", answers);
        Assert.Matches("\"id\":5,\"result\":null|\"result\":null,\"id\":5", answers.Replace(" ", ""));
        server.Process.StandardInput.Close();
        await server.Process.WaitForExitAsync().WaitAsync(ServeProcess.Patience);
        Assert.Contains("cannot be read", await server.Log);
    }

    [Theory]
    [InlineData("file:///home/ada/a%20b.ipynb", false, "/home/ada/a b.ipynb")]
    [InlineData("file:///home/ada/%C3%A9.ipynb#C1", false, "/home/ada/é.ipynb")]
    [InlineData("file:///c%3A/Users/Ada/a.ipynb", true, @"c:\Users\Ada\a.ipynb")]
    [InlineData("file:///C:/Users/Ada/a.ipynb", true, @"C:\Users\Ada\a.ipynb")]
    [InlineData("file://server/share/a.ipynb", true, @"\\server\share\a.ipynb")]
    [InlineData("untitled:Untitled-1.ipynb", false, null)]
    public void Files_are_found_by_their_URIs(string uri, bool isWindows, string? path) =>
        Assert.Equal(path, CourseKit.Serve.DocumentUri.ToPath(uri, isWindows));

    [Theory]
    [InlineData("/home/ada/a b (é).ipynb", false, "file:///home/ada/a%20b%20%28%C3%A9%29.ipynb")]
    [InlineData(@"C:\Users\Ada\a.ipynb", true, "file:///c%3A/Users/Ada/a.ipynb")]
    [InlineData(@"\\server\share\a.ipynb", true, "file://server/share/a.ipynb")]
    public void Files_are_named_as_editors_name_them(string path, bool isWindows, string uri) =>
        Assert.Equal(uri, CourseKit.Serve.DocumentUri.FromPath(path, isWindows));
}
