using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using CourseKit.Grading;
using CourseKit.Notebooks;

namespace CourseKit.Tests.Grading;

/// <summary>A class of students, each in trouble of another kind, graded once for all tests that look at the outcome.</summary>
public sealed class GradedClass : IAsyncLifetime
{
    public const string Formula = "=HYPERLINK(x,y)", Script = "<img src=x onerror=alert(1)>", Unicode = "Zoë Ærøskøbing 學生";
    public const int CellSeconds = 20;

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

    public string Feedback(string student) => File.ReadAllText(Path.Combine(Output, "feedback", FeedbackPage.FileName(student)));

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
        results = [.. (await new ClassGrader(course.Course, options, new Silence()).RunAsync(CancellationToken.None)).Grades.Select(grade => grade.Result)];
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
        return new()
        {
            ["solved"] = SmallCourse.Solved,
            ["stub"] = SmallCourse.Stub,
            ["minus"] = SmallCourse.SolvedBut(
                ("01.1", "int Add(int a, int b) => a - b;"),
                ("01.2", "double Double(double x) { while (true) System.Threading.Thread.Sleep(1); }")),
            ["negatives"] = SmallCourse.SolvedBut(
                ("01.1", "int Add(int a, int b) => Math.Abs(a + 0) + Math.Abs(b);"),
                ("01.2", "double Double(double x) { Environment.Exit(0); return 2 * x; }")),
            ["mixed"] = SmallCourse.SolvedBut(
                ("01.1", "int Add(int a, int b) { return a + }"),
                ("01.2", "double Double(double x) => x % 1 == 0 ? 2 * x : throw new FormatException(\"no whole number\");"),
                ("01.3", "double Mean(double[] x) => x.Length == 0 ? throw new ArgumentException() : x.Average();")),
            ["overflow"] = SmallCourse.SolvedBut(
                ("01.1", "int Add(int a, int b) => throw new Exception(\"</code><script>alert(2)</script>\"); // </pre><script>alert(3)</script>"),
                ("01.2", "double Double(double x) => 1 + Double(x);")),
            ["hog"] = SmallCourse.SolvedBut(
                ("01.1", "int Add(int a, int b) { var all = new List<byte[]>(); while (true) { var bytes = new byte[1 << 24]; Array.Fill(bytes, (byte)1); all.Add(bytes); } }"),
                ("01.2", """
                    double Double(double x)
                    {
                        for (int i = 0; i < 100; i++)
                        {
                            var memory = System.Runtime.InteropServices.Marshal.AllocHGlobal(1 << 26);
                            for (int k = 0; k < 1 << 26; k += 4096) System.Runtime.InteropServices.Marshal.WriteByte(memory, k, 1);
                        }
                        System.Threading.Thread.Sleep(60_000);
                        return 0;
                    }
                    """)),
            ["forger"] = SmallCourse.SolvedBut(
                ("01.1", "int Add(int a, int b) => 0;\nCheck.Value(\"two and three\", () => 5);\nCheck.Value(\"secret minus one and four\", () => 3);"),
                ("01.2", """
                    public static class Check
                    {
                        public static void Value<T>(string name, Func<T> value) => CourseLib.Checks.Check.Value(name, () => name == "twice three" ? 6.0 : 1.0);
                        public static object Report(string exercise) => exercise;
                    }
                    double Double(double x) => 0;
                    """)),
            ["doubler"] = SmallCourse.SolvedBut(
                ("01.1", "int Add(int a, int b) { if (a == 2) Check.Value(\"two and three\", () => 5); return a + b; }"),
                ("01.2", """
                    double Double(double x)
                    {
                        for (int i = 0; i < 2000; i++) new System.Threading.Thread(() => System.Threading.Thread.Sleep(-1), 1 << 16) { IsBackground = true }.Start();
                        System.Threading.Thread.Sleep(60_000);
                        return 0;
                    }
                    """)),
            ["spy"] = SmallCourse.SolvedBut(
                ("01.1", $"int Add(int a, int b) {{ File.ReadAllText(@\"{canary}\"); return a + b; }}"),
                ("01.2", $"double Double(double x) {{ new System.Net.Sockets.TcpClient().Connect(\"127.0.0.1\", {port}); return 2 * x; }}"),
                ("01.3", "double Mean(double[] x) => throw new Exception(\"ENV:\" + string.Join(\" \", Directory.GetFiles(\"/proc\", \"environ\", SearchOption.TopDirectoryOnly)) + File.ReadAllText(\"/proc/1/environ\"));")),
            ["vandal"] = SmallCourse.SolvedBut(
                ("01.1", $"int Add(int a, int b) {{ File.WriteAllText(@\"{canary}\", \"gone\"); return a + b; }}"),
                ("01.2", "double Double(double x) => 2 * x + double.Parse(File.ReadAllText(\"../datasets/numbers.txt\")) - 42;")),
            ["interactive"] = SavedByDotnetInteractive(SmallCourse.Solved),
            ["shower"] = SmallCourse.SolvedBut(
                ("01.1", """
                    using Microsoft.DotNet.Interactive.Formatting;
                    Formatter.Register<int>(number => "5");
                    Formatter.Register<object>((value, writer) => writer.Write("5"), "text/html");
                    Formatter.SetPreferredMimeTypesFor(typeof(object), "text/html");
                    int Add(int a, int b) { display(5).Update(5); return 4; }
                    """),
                ("01.2", "double Double(double x) { display(x).Update(2 * x); x.Display(\"text/html\"); HTML(\"<b>\"); return 2 * x; }"),
                ("01.3", """
                    #r "nuget: Microsoft.Data.Analysis, 0.24.0"
                    double Mean(double[] x) { new Microsoft.Data.Analysis.DataFrame().Display(); return x.Sum() / x.Length; }
                    """)),
            [Script] = SmallCourse.Solved.Map(cell => cell with { Metadata = [] }),
            [Unicode] = SmallCourse.SolvedBut(
                ("01.1", "int Add(int größe, int 數) { Console.Error.WriteLine(\"warning: deprecated\"); return größe + 數; }"),
                ("01.2", "double Double(double x) => 2 * x;\nfor (int i = 0; i < 20_000; i++) Console.WriteLine(new string('x', 1000));")),
        };
    }

    /// <summary>As that kernel's editors write a notebook; the first cells say once more what brings the course there.</summary>
    private static Notebook SavedByDotnetInteractive(Notebook notebook)
    {
        JsonObject metadata = JsonNode.Parse("""
            {
              "kernelspec": { "display_name": ".NET (C#)", "language": "C#", "name": ".net-csharp" },
              "language_info": {
                "file_extension": ".cs", "mimetype": "text/x-csharp", "name": "C#", "pygments_lexer": "csharp", "version": "14.0"
              },
              "polyglot_notebook": {
                "kernelInfo": { "defaultKernelName": "csharp", "items": [{ "aliases": [], "languageName": "csharp", "name": "csharp" }] }
              }
            }
            """)!.AsObject();
        JsonNode shown = JsonNode.Parse("""{ "output_type": "display_data", "data": { "text/html": "<b>1</b>" }, "metadata": {} }""")!;
        return notebook.Map(cell =>
        {
            JsonObject own = cell.Metadata.DeepClone().AsObject();
            own["dotnet_interactive"] = new JsonObject { ["language"] = "csharp" };
            own["polyglot_notebook"] = new JsonObject { ["kernelName"] = "csharp" };
            JsonArray outputs = cell.Type == CellType.Code ? [shown.DeepClone()] : [];
            bool isFirst = cell.Role.Role == CellRole.Setup || cell.Role is { Role: CellRole.Answer, Exercise: "01.1" };
            string source = isFirst ? $"#!import {Course.SetUp}\n{cell.Source}" : cell.Source;
            return cell with { Metadata = own, Outputs = outputs, Source = source };
        }) with
        { Metadata = metadata };
    }

    private static void WriteOdd(string submissions)
    {
        string solved = NotebookFile.ToText(SmallCourse.Solved);
        File.WriteAllText(Path.Combine(submissions, "notjson.ipynb"), "{ this is no notebook");
        File.WriteAllBytes(Path.Combine(submissions, "binary.ipynb"), [0, 159, 146, 150, 255, 0, 1]);
        File.WriteAllText(Path.Combine(submissions, "deep.ipynb"), new string('[', 200_000));
        Directory.CreateDirectory(Path.Combine(submissions, "nothing"));
        File.WriteAllText(Path.Combine(submissions, "brokenzip.zip"), "PK no zip");
        using (ZipArchive zip = ZipFile.Open(Path.Combine(submissions, Formula + ".zip"), ZipArchiveMode.Create))
        {
            Add(zip, "../../../slipped.txt", "slipped");
            Add(zip, "../../../slipped.ipynb", "{}");
            Add(zip, "__MACOSX/homework/._01-sums.ipynb", "junk");
            Add(zip, "homework/01-Sums (1).ipynb", solved.Replace("# Sums", "# Su\\u0000ms"));
            Add(zip, "homework/timestamp.txt", "2026-01-31 23:59:00 UTC");
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

/// <summary>Tests that start workers by the dozen do so one after another.</summary>
[CollectionDefinition("graders")]
public sealed class GradersCollection;

/// <summary>Hears nothing.</summary>
internal sealed class Silence : IGradingProgress
{
    public void Recording(string notebook) { }

    public void Begin(int students) { }

    public void Graded(SubmissionResult result, bool isNew) { }

}
