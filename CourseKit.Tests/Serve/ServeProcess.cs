using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using CourseKit.Serve;
using CourseKit.Worker;
using StreamJsonRpc;

namespace CourseKit.Tests.Serve;

/// <summary>A server in a process of its own, as an editor starts it, and the editor's end of its pipes.</summary>
internal sealed class ServeProcess : IAsyncDisposable
{
    /// <summary>Far more than anything here takes, also on a machine that is busy with other things.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string folder = Directory.CreateTempSubdirectory("coursekit-serve-").FullName;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<JsonObject>> heard = [];
    private int version = 1,
        runs;

    private ServeProcess(bool isRaw)
    {
        Process = Process.Start(
            new ProcessStartInfo(WorkerLaunch.Host(), ["exec", typeof(WorkerLaunch).Assembly.Location, "serve", "--stdio"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
                WorkingDirectory = folder,
            }
        )!;
        Log = Process.StandardError.ReadToEndAsync();
        var handler = new HeaderDelimitedMessageHandler(
            Process.StandardInput.BaseStream,
            isRaw ? Stream.Null : Process.StandardOutput.BaseStream,
            new SystemTextJsonFormatter()
        );
        Rpc = new JsonRpc(handler)
        {
            SynchronizationContext = new Microsoft.VisualStudio.Threading.NonConcurrentSynchronizationContext(sticky: false),
        };
        foreach (
            string method in new[] { "coursekit/output", "coursekit/worker", "coursekit/courseChanged", "textDocument/publishDiagnostics" }
        )
            Rpc.AddLocalRpcMethod(
                GetType().GetMethod(nameof(Hear))!,
                this,
                new JsonRpcMethodAttribute(method) { UseSingleObjectParameterDeserialization = true }
            );
        Rpc.AddLocalRpcMethod(
            GetType().GetMethod(nameof(AnswerAsync))!,
            this,
            new JsonRpcMethodAttribute("coursekit/input") { UseSingleObjectParameterDeserialization = true }
        );
        if (!isRaw)
            Rpc.StartListening();
    }

    public Process Process { get; }

    public JsonRpc Rpc { get; }

    /// <summary>All that the server has logged, when it has ended.</summary>
    public Task<string> Log { get; }

    /// <summary>A folder of the test's own.</summary>
    public string Folder => folder;

    /// <summary>Answers questions of cells: prompt and whether it is for a password; null cancels.</summary>
    public Func<string, bool, string?> OnInput { get; set; } = (_, _) => null;

    /// <summary>The server after <c>initialize</c>.</summary>
    public static async Task<ServeProcess> StartAsync()
    {
        var server = new ServeProcess(isRaw: false);
        await server.AskAsync(
            "initialize",
            new
            {
                rootUri = DocumentUri.FromPath(server.folder),
                capabilities = new
                {
                    textDocument = new
                    {
                        completion = new
                        {
                            completionItem = new { snippetSupport = true },
                            completionList = new { itemDefaults = new[] { "editRange" } },
                        },
                    },
                },
                initializationOptions = new { coursekit = new { protocol = 1, extension = "1.0.0" } },
            }
        );
        await server.Rpc.NotifyWithParameterObjectAsync("initialized", new { });
        return server;
    }

    /// <summary>The process alone: nothing has been said, and nobody reads its answers but the test.</summary>
    public static ServeProcess StartRaw() => new(isRaw: true);

    public void Hear(JsonObject message)
    {
        string kind =
            message.ContainsKey("run") ? "output"
            : message.ContainsKey("diagnostics") ? "diagnostics"
            : message.ContainsKey("state") ? "worker"
            : "course";
        heard.GetOrAdd(kind, _ => []).Enqueue(message);
    }

    public JsonObject? AnswerAsync(JsonObject question) =>
        OnInput((string)question["prompt"]!, (bool)question["password"]!) is string text ? new JsonObject { ["text"] = text } : null;

    /// <summary>What was told of a kind, in order: "output", "worker", "diagnostics", "course".</summary>
    public IReadOnlyList<JsonObject> Heard(string kind) => [.. heard.GetValueOrDefault(kind) ?? []];

    /// <summary>Waits for a message that <paramref name="isWanted"/>.</summary>
    public async Task<JsonObject> HearAsync(string kind, Func<JsonObject, bool> isWanted)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            if (Heard(kind).LastOrDefault(isWanted) is JsonObject found)
                return found;
            if (Stopwatch.GetElapsedTime(start) > Patience)
                throw new TimeoutException(
                    $"of {kind} only this was told: {string.Join("\n", Heard(kind).Select(message => message.ToJsonString()))}"
                );
            await Task.Delay(10);
        }
    }

    /// <summary>Waits until the latest message that <paramref name="isAbout"/> the thing is as wanted.</summary>
    public async Task<JsonObject> HearLatestAsync(string kind, Func<JsonObject, bool> isAbout, Func<JsonObject, bool> isWanted)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            JsonObject? latest = Heard(kind).LastOrDefault(isAbout);
            if (latest is not null && isWanted(latest))
                return latest;
            if (Stopwatch.GetElapsedTime(start) > Patience)
                throw new TimeoutException($"the latest of {kind} is {latest?.ToJsonString() ?? "none"}");
            await Task.Delay(10);
        }
    }

    public void ForgetHeard() => heard.Clear();

    public async Task<JsonNode?> AskAsync(string method, object parameters, CancellationToken cancellation = default) =>
        await Rpc.InvokeWithParameterObjectAsync<JsonNode?>(method, parameters, cancellation).WaitAsync(Patience, CancellationToken.None);

    public Task TellAsync(string method, object parameters) => Rpc.NotifyWithParameterObjectAsync(method, parameters);

    /// <summary>The URI of a notebook in the test's folder.</summary>
    public string Notebook(string name) => DocumentUri.FromPath(Path.Combine(folder, name + ".ipynb"));

    public static string Cell(string notebook, int number) => notebook.Replace("file://", "vscode-notebook-cell://") + $"#C{number}";

    /// <summary>Runs a cell; its output is what was told between.</summary>
    public async Task<TestRun> RunAsync(string notebook, string code, int cell = 0, CancellationToken cancellation = default)
    {
        string run = $"run-{Interlocked.Increment(ref runs)}";
        JsonNode result = (
            await AskAsync(
                "coursekit/run",
                new
                {
                    notebook,
                    cell = Cell(notebook, cell),
                    run,
                    code,
                },
                cancellation
            )
        )!;
        return new TestRun(result, [.. Heard("output").Where(message => (string?)message["run"] == run)]);
    }

    /// <summary>Opens a notebook with C# cells, as an editor tells of it.</summary>
    public Task OpenAsync(string notebook, params string[] cells) =>
        TellAsync(
            "notebookDocument/didOpen",
            new
            {
                notebookDocument = new
                {
                    uri = notebook,
                    notebookType = "jupyter-notebook",
                    version = 1,
                    cells = cells.Select((_, at) => new { kind = 2, document = Cell(notebook, at) }).ToArray(),
                },
                cellTextDocuments = cells
                    .Select(
                        (text, at) =>
                            new
                            {
                                uri = Cell(notebook, at),
                                languageId = "csharp",
                                version = 1,
                                text,
                            }
                    )
                    .ToArray(),
            }
        );

    /// <summary>Gives a cell another text.</summary>
    public Task ChangeAsync(string notebook, int cell, string text)
    {
        int next = ++version;
        return TellAsync(
            "notebookDocument/didChange",
            new
            {
                notebookDocument = new { uri = notebook, version = next },
                change = new
                {
                    cells = new
                    {
                        textContent = new[]
                        {
                            new { document = new { uri = Cell(notebook, cell), version = next }, changes = new[] { new { text } } },
                        },
                    },
                },
            }
        );
    }

    public Task CloseAsync(string notebook, int cells) =>
        TellAsync(
            "notebookDocument/didClose",
            new
            {
                notebookDocument = new { uri = notebook },
                cellTextDocuments = Enumerable.Range(0, cells).Select(at => new { uri = Cell(notebook, at) }).ToArray(),
            }
        );

    /// <summary>The processes that <paramref name="parent"/> has started and that live.</summary>
    public static IReadOnlyList<int> Children(int parent) =>
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Select(path => int.TryParse(Path.GetFileName(path), out int id) ? id : 0)
                .Where(id => id > 0)
                .Where(id =>
                {
                    try
                    {
                        string[] fields = File.ReadAllText($"/proc/{id}/stat").Split(") ")[^1].Split(' ');
                        return fields[0] != "Z" && fields[1] == parent.ToString(System.Globalization.CultureInfo.InvariantCulture);
                    }
                    catch (IOException)
                    {
                        return false;
                    }
                }),
        ];

    public static async Task WaitForEndAsync(IEnumerable<int> processes)
    {
        long start = Stopwatch.GetTimestamp();
        int[] left = [.. processes];
        while ((left = [.. left.Where(IsAlive)]).Length > 0)
        {
            if (Stopwatch.GetElapsedTime(start) > Patience)
                throw new TimeoutException($"still there: {string.Join(", ", left)}");
            await Task.Delay(20);
        }
    }

    private static bool IsAlive(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/stat").Split(") ")[^1][0] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Rpc.Dispose();
        if (!Process.HasExited)
            Process.Kill(entireProcessTree: true);
        await Process.WaitForExitAsync();
        Process.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>What came of a cell.</summary>
internal sealed record TestRun(JsonNode Result, IReadOnlyList<JsonObject> Output)
{
    public string State => (string)Result["state"]!;

    public string? Error => (string?)Result["error"]?["message"];

    public string Out =>
        string.Concat(Output.Where(message => (string?)message["name"] == "stdout").Select(message => (string?)message["text"]));

    /// <summary>The plain text of the last expression's value.</summary>
    public string? Value => (string?)Output.LastOrDefault(message => message["result"] is not null)?["data"]?["text/plain"];
}
