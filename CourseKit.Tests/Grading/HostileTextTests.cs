using CourseKit.Grading;
using CourseKit.Notebooks;
using CourseKit.Worker;

namespace CourseKit.Tests.Grading;

/// <summary>
/// What the grader itself does with a student's text, outside of any sandbox, must take time in proportion to it, and no stack.
/// </summary>
public sealed class HostileTextTests
{
    private const int Length = 1 << 19, Stack = 256 << 10;

    /// <summary>
    /// Far above what linear work takes on the slowest machine, and far below what the square of <see cref="Length"/> takes on the fastest.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly Dictionary<string, Action<string>> Readers = new()
    {
        ["directives"] = text => PlanRunner.MayAskForFiles(text),
        ["likeness"] = text => { var one = new Similarity(text); one.To(new("int x = 1;")); new Similarity("int x = 1;").AsAnswerTo(one); },
        ["scanner"] = text => CSharpScanner.Scan(text),
        ["colours"] = text => CSharpHighlighter.Html(text),
        ["terminal"] = text => { AnsiText.Html(text); AnsiText.Plain(text); },
        ["last words"] = text => { LastWords.Explain(1, "Stack overflow" + text); LastWords.Explain(1, "Process terminated. " + text); },
        ["lines for the kernel"] = text => { CellDirectives.Blanked(text); CellDirectives.Of(text.Replace("#!", "# "), "cell"); },
        ["likeness to the stub"] = text =>
            _ = new SubmittedCell(1, Code(text), new CourseCell(0, "a", new CellRole(), text + "x", text + "x")).IsUnchanged,
        ["matching"] = text => CellMatcher.Match(new Notebook(new(), [Code(text), Code("int Add() => 1;" + text)]), SmallCourse.Notebook),
    };

    private static readonly string[] Pieces =
    [
        "\n", "\r", "\r\n", " ", "\t", "\n ", "\"", "@\"\"", "$\"{", "\"\"\"", "'", "\\", "{", "(", "[", "}", "<", "#", "# ", "#\n",
        "#!time\n", "#r \"nuget:", "/*", "//", "//\n", "$", "@", "$@", "\u001b[", "\u001b]", "\u001b[1;", "a", "a ",
        "0", "0x", "1e", "\u2028", "at Cell1.", "`", "é",
    ];

    public static TheoryData<string> Names => [.. Readers.Keys];

    [Theory, MemberData(nameof(Names))]
    public async Task Each_reader_comes_to_the_end_of_every_text(string name)
    {
        foreach (string piece in Pieces)
        {
            string row = string.Concat(Enumerable.Repeat(piece, Length / piece.Length));
            foreach (string text in new[] { row, "//x" + row + "int q = 1;", "@\"x" + row })
                await ReadAsync(() => Readers[name](text), $"{name}: a row of '{piece}'");
        }
    }

    private static Cell Code(string source) => new("", CellType.Code, source, new(), new());

    /// <summary>On a thread with little stack: what calls itself for every bracket would end the test's process.</summary>
    private static async Task ReadAsync(Action read, string what)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                read();
                done.SetResult();
            }
            catch (Exception failure)
            {
                done.SetException(failure);
            }
        }, Stack)
        { IsBackground = true }.Start();
        Assert.True(await Task.WhenAny(done.Task, Task.Delay(Patience)) == done.Task, what);
        await done.Task;
    }
}
