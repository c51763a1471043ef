using CourseKit.Grading;
using CourseKit.Notebooks;

namespace CourseKit.Tests.Grading;

/// <summary>A course of one notebook with three small exercises, in a temporary folder.</summary>
public sealed class SmallCourse : IDisposable
{
    public const string Name = "01-sums";

    public const string Source = """
        ---
        title: Sums
        description: Adding and doubling.
        ---

        # Sums

        ```csharp role="setup"
        Check.Begin("01-sums");
        ```

        ## Adding

        ```csharp exercise="01.1" role="answer"
        int Add(int a, int b)
        {
            // BEGIN SOLUTION
            return a + b;
            // END SOLUTION
        }
        ```

        ```csharp exercise="01.1" role="check" points=3
        Check.Value("two and three", () => Add(2, 3), hint: "count on your fingers");
        Check.Value("zeros", () => Add(0, 0));
        // BEGIN HIDDEN TESTS
        Check.Value("secret minus one and four", () => Add(-1, 4));
        // END HIDDEN TESTS
        Check.Report("01.1")
        ```

        ```csharp
        var sums = Enumerable.Range(0, 3).Select(i => Exercise.Choose<Func<int, int, int>>("01.1", Add, (a, b) => a + b)(i, i)).ToArray();
        ```

        ```csharp grading="skip"
        throw new InvalidOperationException("a long demonstration");
        ```

        ## Doubling

        ```csharp exercise="01.2" role="answer"
        double Double(double x)
        {
            // BEGIN SOLUTION
            return 2 * x;
            // END SOLUTION
        }
        ```

        ```csharp exercise="01.2" role="check" points=2
        Check.Value("twice three", () => Double(3));
        Check.Value("twice a half", () => Double(0.5));
        Check.Report("01.2")
        ```

        ## Averaging

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
        Check.Value("of the sums", () => Mean([.. sums.Select(sum => (double)sum)]));
        // BEGIN HIDDEN TESTS
        Check.Throws<ArgumentException>("secret emptiness", () => Mean([]));
        // END HIDDEN TESTS
        Check.Report("01.3")
        ```
        """;

    public SmallCourse()
    {
        Root = Directory.CreateTempSubdirectory("coursekit-grading-").FullName;
        Course = new Course(Path.Combine(Root, "course"));
        Directory.CreateDirectory(Course.Datasets);
        Directory.CreateDirectory(Course.Sources);
        File.WriteAllText(Path.Combine(Course.Datasets, "numbers.txt"), "42");
        File.WriteAllText(Path.Combine(Course.Sources, Name + ".md"), Source);
        AddAnswer("01.1", "wrong-minus", "// hint: you <subtract>\nint Add(int a, int b) => a - b;");
        AddAnswer("01.1", "wrong-negatives", "// hint: negative numbers count too\nint Add(int a, int b) => Math.Abs(a) + Math.Abs(b);");
        AddAnswer("01.1", "right-loop", "int Add(int a, int b) { for (; b > 0; b--) a++; return a; }");
        AddAnswer("01.2", "wrong-throws", "// hint: halves are numbers\ndouble Double(double x) => x % 1 == 0 ? 2 * x : throw new FormatException(\"no whole number\");");
        AddAnswer("01.3", "wrong-emptiness", "// hint: what is the mean of nothing?\ndouble Mean(double[] x) { double sum = 0; foreach (double value in x) sum += value; return sum / x.Length; }");
    }

    public string Root { get; }

    internal Course Course { get; }

    internal static SourceDocument Document => SourceDocument.Parse(Source, Name);

    internal static CourseNotebook Notebook => CourseNotebook.Of(Document);

    internal static Notebook Stub => NotebookBuilder.Build(Document, Edition.Student);

    internal static Notebook Solved => Answered(
        ("01.1", "int Add(int a, int b) => a + b;"), ("01.2", "double Double(double x) => x + x;"),
        ("01.3", "double Mean(double[] x) { if (x.Length == 0) throw new ArgumentException(); double s = 0; foreach (var v in x) s += v; return s / x.Length; }"));

    /// <summary>The student's notebook with some answers in it.</summary>
    internal static Notebook Answered(params (string Exercise, string Text)[] answers) => With(Stub, answers);

    /// <summary>Everything right, but for some answers.</summary>
    internal static Notebook SolvedBut(params (string Exercise, string Text)[] answers) => With(Solved, answers);

    public void AddAnswer(string exercise, string name, string text)
    {
        Directory.CreateDirectory(Path.Combine(Course.Answers, exercise));
        File.WriteAllText(Path.Combine(Course.Answers, exercise, name + ".cs"), text);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static Notebook With(Notebook notebook, (string Exercise, string Text)[] answers) => notebook.Map(cell =>
        cell.Role.Role == CellRole.Answer && answers.FirstOrDefault(answer => answer.Exercise == cell.Role.Exercise) is { Text: string text } ? cell with { Source = text } : cell);
}
