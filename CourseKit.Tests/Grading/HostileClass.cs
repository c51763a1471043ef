using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CourseKit.Commands;
using CourseKit.Grading;
using CourseKit.Notebooks;
using Spectre.Console;

namespace CourseKit.Tests.Grading;

/// <summary>The students of <c>Hostile.md</c>, some whose files mean harm without any code, and two honest ones, graded by the command once for all tests.</summary>
public sealed class HostileClass : IAsyncLifetime
{
    public const string Honest = "honest", Victim = "victim", Formula = "=cmd|' C calc'!A0";
    public const int CellSeconds = 8, TotalSeconds = 60;

    private const string Name = "01-traps", Hidden = "hidden", Variable = "COURSEKIT_TEST_CANARY";

    private const string Source = """
        ---
        title: Traps
        description: Doubling, adding and averaging.
        ---

        # Traps

        ```csharp role="setup"
        Check.Begin("01-traps");
        ```

        ```csharp exercise="01.1" role="answer"
        double Double(double x)
        {
            // BEGIN SOLUTION
            return 2 * x; // SOLUTION_CANARY
            // END SOLUTION
        }
        ```

        ```csharp exercise="01.1" role="check" points=2
        Check.Value("twice three", () => Double(3));
        Check.Value("twice a half", () => Double(0.5));
        Check.Report("01.1")
        ```

        ```csharp exercise="01.2" role="answer"
        int Add(int a, int b)
        {
            // BEGIN SOLUTION
            return a + b;
            // END SOLUTION
        }
        ```

        ```csharp exercise="01.2" role="check" points=3
        Check.Value("two and three", () => Add(2, 3));
        Check.Value("zeros", () => Add(0, 0));
        // BEGIN HIDDEN TESTS
        Check.Value("HIDDEN_CANARY", () => Add(-1, 4));
        // END HIDDEN TESTS
        Check.Report("01.2")
        ```

        ```csharp exercise="01.3" role="answer" forbid="System.Linq.Enumerable.Average"
        double Mean(double[] x)
        {
            // BEGIN SOLUTION
            double sum = 0;
            foreach (double value in x) sum += value;
            return x.Length == 0 ? throw new ArgumentException("nothing to average") : sum / x.Length;
            // END SOLUTION
        }
        ```

        ```csharp exercise="01.3" role="check" points=1
        Check.Value("of one and two", () => Mean([1, 2]));
        // BEGIN HIDDEN TESTS
        Check.Throws<ArgumentException>("emptiness", () => Mean([]));
        // END HIDDEN TESTS
        Check.Report("01.3")
        ```
        """;

    private readonly string root = Directory.CreateTempSubdirectory("coursekit-hostile-").FullName;
    private readonly string home = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), $".coursekit-test-{Guid.NewGuid():N}");
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly StringWriter console = new();
    private JsonDocument? gradebook;

    /// <summary>Where a canary sits, to its text; no student may ever read one.</summary>
    public IReadOnlyDictionary<string, string> Canaries { get; } =
        new[] { "course", "solution", Hidden, "oracle", Victim, "environment", "home", "grades" }.ToDictionary(place => place, place => $"CANARY-{place}-{Guid.NewGuid():N}");

    /// <summary>Submissions whose harm is in their files and names, and what each earns.</summary>
    public static IReadOnlyDictionary<string, double> Files { get; } = new Dictionary<string, double>
    {
        ["points of its own"] = 6,
        ["ids exchanged"] = 6,
        ["says it is the victim"] = 6,
        ["linker"] = 0,
        ["pipe"] = 0,
        ["slip"] = 0,
        ["bomb"] = 0,
        ["bombs"] = 0,
        [Formula] = 0,
        ["=1+1"] = 0,
        ["＝1+1"] = 0,
        ["\u00A0@SUM(A1)"] = 0,
        ["-2+3"] = 0,
        ["<img src=x onerror=alert(9)>"] = 0,
        ["\e[2J\e]0;owned\a"] = 0,
        ["two\nlines,\"=1+1\""] = 0,
        ["\u202Evictim"] = 0,
        ["vi\u0441tim"] = 0,
        ["victim\u0301"] = 0,
        ["Victim"] = 0,
        ["victim "] = 0,
        ["[red]markup"] = 0,
    };

    public string Output => Path.Combine(root, "grades");

    public string Console => console.ToString();

    public int ExitCode { get; private set; }

    public bool HasAnyoneCalled => listener.Pending() || socket.Poll(0, SelectMode.SelectRead);

    public string HiddenCanary => Canaries[Hidden];

    private string DataFile => Path.Combine(root, "course", "datasets", "numbers.txt");

    public string Data => File.ReadAllText(DataFile);

    public IReadOnlyList<JsonElement> Submissions => [.. gradebook!.RootElement.GetProperty("submissions").EnumerateArray()];

    /// <summary>How long each student's grading took, by the log.</summary>
    public IReadOnlyDictionary<string, double> Seconds => File.ReadLines(Path.Combine(Output, "log.jsonl")).Select(line => JsonNode.Parse(line)!)
        .ToDictionary(entry => (string)entry["student"]!, entry => (double)entry["seconds"]!);

    public JsonElement this[string student] => Submissions.Single(submission => submission.GetProperty("student").GetString() == CourseKit.Grading.Intake.PersonName.Joined(student));

    public string Feedback(string student) => File.ReadAllText(Path.Combine(Output, "feedback", FeedbackPage.FileName(student)));

    public async Task InitializeAsync()
    {
        if (!GradedClass.IsSandboxed) return;
        string submissions = Path.Combine(root, "submitted"), socketFile = Path.Combine(root, "socket");
        listener.Start();
        socket.Bind(new UnixDomainSocketEndPoint(socketFile));
        socket.Listen();

        var course = new Course(Path.Combine(root, "course"));
        Plant(DataFile, "42");
        Plant(Path.Combine(course.Sources, Name + ".md"), Source.Replace("SOLUTION_CANARY", Canaries["solution"]).Replace("HIDDEN_CANARY", HiddenCanary));
        Plant(Path.Combine(course.Answers, "01.1", "wrong-canary.cs"), $"// hint: {Canaries["oracle"]}\ndouble Double(double x) => 77123 + x;");
        string[] planted = [Plant(Path.Combine(root, "course", "notes.txt"), Canaries["course"]), Plant(home, Canaries["home"]), Plant(Path.Combine(Output, "notes.txt"), Canaries["grades"])];
        Environment.SetEnvironmentVariable(Variable, Canaries["environment"]);

        SourceDocument document = SourceDocument.Parse(Source, Name);
        Notebook stub = NotebookBuilder.Build(document, Edition.Student);
        Notebook solved = stub.Map(cell => cell.Role.Role != CellRole.Answer ? cell : cell with
        {
            Source = cell.Role.Exercise switch
            {
                "01.1" => "double Double(double x) => x + x;",
                "01.2" => "int Add(int a, int b) => a + b;",
                _ => "double Mean(double[] x) { if (x.Length == 0) throw new ArgumentException(); double s = 0; foreach (var v in x) s += v; return s / x.Length; }",
            },
        });
        Notebook victim = solved with { Cells = [.. solved.Cells, new Cell("own", CellType.Code, "// " + Canaries[Victim], [], [])] };
        string Submitted(string student) => Path.Combine(submissions, student, Name + ".ipynb");
        NotebookFile.Write(solved, Submitted(Honest));
        NotebookFile.Write(victim, Submitted(Victim));
        WriteFiles(submissions, solved);
        var names = new Dictionary<string, string>
        {
            ["HOST_FILES"] = string.Join(", ", planted.Append(Submitted(Victim)).Append(Path.Combine(Output, "oracles", Name + ".json")).Select(path => $"@\"{path}\"")),
            ["HOST_PORT"] = $"{((IPEndPoint)listener.LocalEndpoint).Port}",
            ["HOST_SOCKET"] = socketFile,
        };
        foreach (HostileSubmission submission in HostileSubmission.All) NotebookFile.Write(submission.ToNotebook(stub, solved, names), Submitted(submission.Name));

        var options = new GradeOptions(submissions, Output, null, 2 * Environment.ProcessorCount, new RunLimits(TimeSpan.FromSeconds(CellSeconds), TimeSpan.FromSeconds(TotalSeconds), 1024), AllowUnsandboxed: false);
        ExitCode = await GradeCommand.RunAsync(course, options, AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(console) }), CancellationToken.None);
        gradebook = JsonDocument.Parse(File.ReadAllText(Path.Combine(Output, "gradebook.json")));
    }

    public Task DisposeAsync()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        listener.Stop();
        socket.Dispose();
        File.Delete(home);
        Directory.Delete(root, recursive: true);
        return Task.CompletedTask;
    }

    private static string Plant(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    private static void WriteFiles(string submissions, Notebook solved)
    {
        string Of(string student) => Path.Combine(submissions, student, Name + ".ipynb");
        NotebookFile.Write(solved.Map(cell => cell with { Metadata = new JsonObject { ["nbgrader"] = new JsonObject { ["points"] = 1000, ["grade"] = true, ["grade_id"] = cell.Id }, ["coursekit"] = new JsonObject { ["points"] = 1000 } } }), Of("points of its own"));
        NotebookFile.Write(solved.Map(cell => cell.Id is not ("ex-01-1" or "ex-01-2") ? cell : cell with { Id = "x" + cell.Id, Metadata = new JsonObject { ["nbgrader"] = new JsonObject { ["grade_id"] = cell.Id == "ex-01-1" ? "ex-01-2" : "ex-01-1" } } }), Of("ids exchanged"));
        NotebookFile.Write(solved with { Metadata = new JsonObject { ["student"] = Victim, ["authors"] = Victim, ["coursekit"] = new JsonObject { ["student"] = Victim, ["notebook"] = "../" + Victim } } }, Of("says it is the victim"));

        Directory.CreateDirectory(Path.Combine(submissions, "linker"));
        File.CreateSymbolicLink(Of("linker"), Of(Victim));
        Directory.CreateDirectory(Path.Combine(submissions, "pipe"));
        using (Process pipe = Process.Start("mkfifo", [Of("pipe"), Path.Combine(submissions, "pipe", "timestamp.txt")])) pipe.WaitForExit();
        using (ZipArchive slip = ZipFile.Open(Path.Combine(submissions, "slip.zip"), ZipArchiveMode.Create))
            foreach (string name in new[] { "../../../01-traps.ipynb", "/01-traps.ipynb", "..\\victim\\01-traps.ipynb" })
            {
                using var writer = new StreamWriter(slip.CreateEntry(name).Open());
                writer.Write("{}");
            }
        byte[] spaces = Encoding.ASCII.GetBytes(new string(' ', 1 << 20));
        Bomb(Path.Combine(submissions, "bomb.zip"), 1, 70);
        Bomb(Path.Combine(submissions, "bombs.zip"), 30, 2);
        foreach (string student in Files.Keys.Except(["points of its own", "ids exchanged", "says it is the victim", "linker", "pipe", "slip", "bomb", "bombs"]))
            Plant(Of(student), "{");

        void Bomb(string path, int count, int megabytes)
        {
            using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create);
            for (int i = 0; i < count; i++)
            {
                using Stream stream = zip.CreateEntry(count == 1 ? "01-traps.ipynb" : $"work{i}.ipynb", CompressionLevel.Fastest).Open();
                for (int k = 0; k < megabytes; k++) stream.Write(spaces);
            }
        }
    }
}
