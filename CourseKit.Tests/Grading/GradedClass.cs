using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CourseKit.Grading;
using CourseKit.Notebooks;

namespace CourseKit.Tests.Grading;

/// <summary>A class of students, each in trouble of another kind, graded once for all tests that look at the outcome.</summary>
public sealed class GradedClass : IAsyncLifetime
{
    public const string Formula = "=HYPERLINK(\"http:) , x\")", Script = "<img src=x onerror=alert(1)>", Unicode = "Zoë Ærøskøbing 學生";
    public const int CellSeconds = 15;

    private readonly SmallCourse course = new();
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly string canary = Path.Combine(Path.GetTempPath(), $"canary-{Guid.NewGuid():N}.txt");
    private IReadOnlyList<SubmissionResult> results = [];

    /// <summary>Whether student code was shut in; tests of the sandbox itself are skipped otherwise.</summary>
    public static bool IsSandboxed => Sandbox.Find() is not null;

    public string Output => Path.Combine(course.Root, "grades");

    public string Canary => canary;

    public bool HasAnyoneCalled => listener.Pending();

    internal SubmissionResult this[string student] => results.Single(result => result.Student == student);

    internal IReadOnlyList<SubmissionResult> Results => results;

    public string Feedback(string student) => File.ReadAllText(Path.Combine(Output, "feedback", ResultStore.FileName(student) + ".html"));

    public async Task InitializeAsync()
    {
        File.WriteAllText(canary, "CANARY-7251");
        listener.Start();
        string submissions = Path.Combine(course.Root, "submitted");
        Directory.CreateDirectory(submissions);
        foreach ((string student, Notebook notebook) in Students())
            NotebookFile.Write(notebook, Path.Combine(submissions, student, SmallCourse.Name, SmallCourse.Name + ".ipynb"));
        WriteOdd(submissions);
        var options = new GradeOptions(submissions, Output, null, 2, new RunLimits(TimeSpan.FromSeconds(CellSeconds), TimeSpan.FromMinutes(3), 1024), !IsSandboxed);
        results = await new ClassGrader(course.Course, options, new Silence()).RunAsync(CancellationToken.None);
    }

    public Task DisposeAsync()
    {
        listener.Stop();
        File.Delete(canary);
        course.Dispose();
        return Task.CompletedTask;
    }

    private Dictionary<string, Notebook> Students()
    {
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var students = new Dictionary<string, Notebook>
        {
            ["solved"] = SmallCourse.Solved,
            ["stub"] = SmallCourse.Stub,
            ["minus"] = SmallCourse.SolvedBut(("01.1", "int Add(int a, int b) => a - b;")),
            ["negatives"] = SmallCourse.SolvedBut(("01.1", "int Add(int a, int b) => Math.Abs(a + 0) + Math.Abs(b);")),
            ["throws"] = SmallCourse.SolvedBut(("01.2", "double Double(double x) => x % 1 == 0 ? 2 * x : throw new FormatException(\"no whole number\");")),
            ["compile"] = SmallCourse.SolvedBut(("01.1", "int Add(int a, int b) { return a + }")),
            ["forbidden"] = SmallCourse.SolvedBut(("01.3", "double Mean(double[] x) => x.Length == 0 ? throw new ArgumentException() : x.Average();")),
            ["endless"] = SmallCourse.SolvedBut(("01.2", "double Double(double x) { while (true) { } }")),
            ["exit"] = SmallCourse.SolvedBut(("01.2", "double Double(double x) { Environment.Exit(0); return 2 * x; }")),
            ["overflow"] = SmallCourse.SolvedBut(("01.2", "double Double(double x) => 1 + Double(x);")),
            ["hog"] = SmallCourse.SolvedBut(("01.2", "double Double(double x) { var all = new List<byte[]>(); while (true) { var b = new byte[1 << 24]; Array.Fill(b, (byte)1); all.Add(b); } }")),
            ["forger"] = SmallCourse.Answered(("01.1", "int Add(int a, int b) => 0;\nCheck.Value(\"two and three\", () => 5);\nCheck.Value(\"secret minus one and four\", () => 3);")),
            ["doubler"] = SmallCourse.Answered(("01.1", "int Add(int a, int b) { Check.Value(\"two and three\", () => 5); return 0; }")),
            ["shadow"] = SmallCourse.SolvedBut(("01.2",
                "public static class Check { public static void Value<T>(string n, Func<T> v, double tolerance = 1, string hint = null) => CourseLib.Checks.Check.Value(n, () => 6.0); public static object Report(string e) => null; }\ndouble Double(double x) => 0;")),
            ["warning"] = SmallCourse.SolvedBut(("01.1", "int Add(int a, int b) { Console.Error.WriteLine(\"warning: deprecated\"); return a + b; }")),
            ["flood"] = SmallCourse.SolvedBut(("01.1", "int Add(int a, int b) => a + b;\nfor (int i = 0; i < 50_000; i++) Console.WriteLine(new string('x', 1000));")),
            ["reader"] = SmallCourse.SolvedBut(("01.2", $"double Double(double x) {{ File.ReadAllText(@\"{canary}\"); return 2 * x; }}")),
            ["writer"] = SmallCourse.SolvedBut(("01.2", $"double Double(double x) {{ File.WriteAllText(@\"{canary}\", \"gone\"); return 2 * x; }}")),
            ["dataset"] = SmallCourse.SolvedBut(("01.2", "double Double(double x) => 2 * x + double.Parse(File.ReadAllText(\"../datasets/numbers.txt\")) - 42;")),
            ["caller"] = SmallCourse.SolvedBut(("01.2", $"double Double(double x) {{ new System.Net.Sockets.TcpClient().Connect(\"127.0.0.1\", {port}); return 2 * x; }}")),
            ["environment"] = SmallCourse.SolvedBut(("01.2",
                "double Double(double x) { var found = File.ReadAllBytes(\"/proc/1/environ\").Length + Environment.GetEnvironmentVariables().Count; throw new Exception(\"ENV:\" + Environment.GetEnvironmentVariable(\"CANARY\") + Encoding.UTF8.GetString(File.ReadAllBytes(\"/proc/1/environ\"))); }")),
            ["stripped"] = SmallCourse.Solved.Map(cell => cell with { Metadata = [] }),
            ["markup"] = SmallCourse.SolvedBut(("01.1", "int Add(int a, int b) => throw new Exception(\"</code><script>alert(2)</script>\"); // </pre><script>alert(3)</script>")),
            [Script] = SmallCourse.Solved,
            [Unicode] = SmallCourse.SolvedBut(("01.1", "int Add(int größe, int 數) => größe + 數;")),
        };
        return students;
    }

    private static void WriteOdd(string submissions)
    {
        string solved = NotebookFile.ToText(SmallCourse.Solved);
        File.WriteAllText(Path.Combine(submissions, $"{Formula.Replace('/', '|')}.ipynb"), solved);
        File.WriteAllText(Path.Combine(submissions, "notjson.ipynb"), "{ this is no notebook");
        File.WriteAllBytes(Path.Combine(submissions, "binary.ipynb"), [0, 159, 146, 150, 255, 0, 1]);
        File.WriteAllText(Path.Combine(submissions, "deep.ipynb"), new string('[', 200_000));
        File.WriteAllText(Path.Combine(submissions, "nulls.ipynb"), solved.Replace("# Sums", "# Su\\u0000ms"));
        Directory.CreateDirectory(Path.Combine(submissions, "nothing"));
        File.WriteAllText(Path.Combine(submissions, "brokenzip.zip"), "PK no zip");
        using (ZipArchive zip = ZipFile.Open(Path.Combine(submissions, "zipped.zip"), ZipArchiveMode.Create))
        {
            Add(zip, "../../../slipped.txt", "slipped");
            Add(zip, "../../../slipped.ipynb", "{}");
            Add(zip, "__MACOSX/work/._01-sums.ipynb", "junk");
            Add(zip, "work/01-Sums (1).ipynb", solved);
            Add(zip, "work/timestamp.txt", "2026-01-31 23:59:00 UTC");
        }
        using (ZipArchive bomb = ZipFile.Open(Path.Combine(submissions, "bomb.zip"), ZipArchiveMode.Create))
        {
            using Stream stream = bomb.CreateEntry("01-sums.ipynb").Open();
            byte[] spaces = Encoding.ASCII.GetBytes(new string(' ', 1 << 20));
            for (int i = 0; i < 80; i++) stream.Write(spaces);
        }
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Path.Combine(submissions, "linker"));
            File.CreateSymbolicLink(Path.Combine(submissions, "linker", "01-sums.ipynb"), Path.Combine(submissions, "solved", SmallCourse.Name, SmallCourse.Name + ".ipynb"));
        }
    }

    private static void Add(ZipArchive zip, string name, string text)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write(text);
    }
}

/// <summary>Hears nothing.</summary>
internal sealed class Silence : IGradingProgress
{
    public void Recording(string notebook) { }

    public void Begin(int students) { }

    public void Graded(SubmissionResult result, bool isNew) { }

    public void StudentDone() { }
}
