using CourseKit.Worker;

namespace CourseKit.Tests.Worker;

/// <summary>What one cell did.</summary>
internal sealed record CellRun(CellStatus Status, IReadOnlyList<WorkerEvent> Events)
{
    /// <summary>As it reads in the message of a failed assertion.</summary>
    public override string ToString() => string.Join("\n", Events);

    public string Out => Text("stdout");
    public string Err => Text("stderr");
    public ErrorEvent Error => Events.OfType<ErrorEvent>().Single();

    /// <summary>The plain text of the trailing expression; null when there is none.</summary>
    public string? Result => ResultAs("text/plain");

    public string? ResultAs(string mimeType) => Events.OfType<ResultEvent>().SingleOrDefault()?.Data.GetValueOrDefault(mimeType);

    private string Text(string name) => string.Concat(Events.OfType<StreamEvent>().Where(stream => stream.Name == name).Select(stream => stream.Text));
}

/// <summary>A worker for one test.</summary>
internal sealed class TestWorker : IAsyncDisposable
{
    /// <summary>Only against hanging; no test waits so long for a good outcome.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Cancelled after <see cref="Limit"/> from now: a test that waits for what never comes fails.</summary>
    public static CancellationToken Patience => new CancellationTokenSource(Limit).Token;

    private int last;

    private TestWorker(WorkerClient client) => Client = client;

    public WorkerClient Client { get; }

    public static async Task<TestWorker> StartAsync(bool record = false, IReadOnlyDictionary<string, string>? environment = null) =>
        new(await WorkerClient.StartAsync(new WorkerLaunch(Path.GetTempPath(), record, environment), CancellationToken.None));

    public async Task<CellRun> RunAsync(
        string code, string label = "cell 1", IReadOnlyList<string>? forbidden = null, TimeSpan? timeout = null, CancellationToken cancellation = default,
        Action<WorkerEvent>? onEvent = null)
    {
        var events = new List<WorkerEvent>();
        CellStatus status = await Client.ExecuteAsync(
            new ExecuteRequest(++last, code, label, new CellRules(forbidden)),
            message =>
            {
                lock (events) events.Add(message);
                onEvent?.Invoke(message);
            },
            timeout ?? Limit, cancellation);
        return new CellRun(status, events);
    }

    public ValueTask DisposeAsync() => Client.DisposeAsync();
}

/// <summary>One worker for all tests of a class that leave it as they found it: a start costs a second.</summary>
public sealed class SharedWorker : IAsyncLifetime
{
    private TestWorker? worker;

    public async Task InitializeAsync() => worker = await TestWorker.StartAsync();

    public async Task DisposeAsync() => await worker!.DisposeAsync();

    internal WorkerClient Client => worker!.Client;

    internal Task<CellRun> RunAsync(
        string code, string label = "cell 1", IReadOnlyList<string>? forbidden = null, TimeSpan? timeout = null, CancellationToken cancellation = default,
        Action<WorkerEvent>? onEvent = null) => worker!.RunAsync(code, label, forbidden, timeout, cancellation, onEvent);
}
