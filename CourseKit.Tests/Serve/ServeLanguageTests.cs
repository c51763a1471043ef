using System.Diagnostics;
using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace CourseKit.Tests.Serve;

/// <summary>One server for all tests of a class; each has a notebook of its own.</summary>
public sealed class ServeFixture : IAsyncLifetime
{
    internal ServeProcess Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await ServeProcess.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}

public sealed class ServeLanguageTests(ServeFixture fixture, ITestOutputHelper output) : IClassFixture<ServeFixture>
{
    private readonly ServeProcess server = fixture.Server;

    [Theory]
    [InlineData("new List<int>().", "Add", 2, "void List<int>.Add(int item)")]
    [InlineData("Ten", "Tensor", 7, "class CourseLib.Tensors.Tensor")]
    [InlineData("alp", "alpha", 6, "int")]
    [InlineData("Dou", "Double", 3, "int Double(int n)")]
    [InlineData("alpha.", "CompareTo", 2, "CompareTo")]
    [InlineData("await Task.Delay(1); using var w = new StringWriter(); w.", "WriteLineAsync", 2, "WriteLineAsync")]
    [InlineData("Chart.", "Line<>", 2, "Chart.Line")]
    public async Task Completes_with_kind_and_signature(string code, string label, int kind, string signature)
    {
        string notebook = await OpenAsync("int alpha = 1;\n/// <summary>Twice as much.</summary>\nint Double(int n) => 2 * n;", code);
        JsonNode list = (await CompleteAsync(notebook, 1, code))!;
        JsonNode item = Item(list, label);
        Assert.Equal(kind, (int)item["kind"]!);
        JsonNode whole = (await server.AskAsync("completionItem/resolve", item))!;
        Assert.Contains(signature, (string?)whole["detail"]);
        if (label == "Double")
            Assert.Contains("Twice as much", (string?)whole["documentation"]!["value"]);
    }

    [Fact]
    public async Task A_method_is_completed_with_its_brackets_and_a_value_without()
    {
        string notebook = await OpenAsync("double Half(double x) => x / 2;", "Math.Sq", "var m = new double[0].Select(Ha");
        JsonNode called = Item((await CompleteAsync(notebook, 1, "Math.Sq"))!, "Sqrt");
        Assert.Equal(("Sqrt($0)", 2), ((string?)called["textEditText"], (int)called["insertTextFormat"]!));
        JsonNode handed = Item((await CompleteAsync(notebook, 2, "var m = new double[0].Select(Ha"))!, "Half");
        Assert.Null(handed["insertTextFormat"]);
        JsonNode range = (await CompleteAsync(notebook, 1, "Math.Sq"))!["itemDefaults"]!["editRange"]!;
        Assert.Equal((5, 7), ((int)range["start"]!["character"]!, (int)range["end"]!["character"]!));
    }

    [Fact]
    public async Task Lines_for_the_kernel_and_packages_of_this_machine_are_completed()
    {
        string notebook = await OpenAsync(
            "#!ti",
            "#r \"nuget: xuni",
            "#r \"nuget: xunit, ",
            "#r \"nuget: xunit, 2\"\n#!time\nint x = 1;\nx."
        );
        Item((await CompleteAsync(notebook, 0, "#!ti"))!, "#!time");
        Item((await CompleteAsync(notebook, 1, "#r \"nuget: xuni"))!, "xunit");
        Assert.NotEmpty((await CompleteAsync(notebook, 2, "#r \"nuget: xunit, "))!["items"]!.AsArray());
        Item((await CompleteAsync(notebook, 3, "#r \"nuget: xunit, 2\"\n#!time\nint x = 1;\nx."))!, "CompareTo");
        Assert.Null(
            await server.AskAsync(
                "textDocument/completion",
                new
                {
                    textDocument = new { uri = ServeProcess.Cell(notebook, 3) },
                    position = new { line = 2, character = 4 },
                    context = new { triggerKind = 2, triggerCharacter = " " },
                }
            )
        );
    }

    [Theory]
    [InlineData("BatchNorm2d", "class CourseLib.Norms.BatchNorm2d", "Batch normalisation of")]
    [InlineData("Math.Ab|s(1)", "Math.Abs(int value)", "Returns the absolute value")]
    [InlineData("Triple", "int Triple(int n)", "Three times")]
    [InlineData("using var w = new StringWriter(); var k = w;", "StringWriter", "")]
    public async Task Hover_shows_signature_and_documentation(string code, string signature, string documentation)
    {
        int at = Math.Max(0, code.IndexOf('|'));
        if (code.StartsWith("using", StringComparison.Ordinal))
            at = code.IndexOf("w;", StringComparison.Ordinal);
        string notebook = await OpenAsync(
            "/// <summary>Three times.</summary>\nint Triple(int n) => 3 * n;",
            code.Replace("|", "", StringComparison.Ordinal)
        );
        JsonNode hover = (await server.AskAsync("textDocument/hover", At(notebook, 1, 0, at)))!;
        string text = (string)hover["contents"]!["value"]!;
        Assert.Contains(signature, text);
        Assert.Contains(documentation, text);
        Assert.StartsWith("```csharp\n", text);
    }

    [Theory]
    [InlineData("Math.Max(1, ", 1, "Math.Max", "val2")]
    [InlineData("new BatchNorm2d(", 0, "BatchNorm2d", "")]
    [InlineData("Add(b: 1, a: ", 0, "int Add(int a, int b)", "a")]
    [InlineData("Add(Add(1, 2), ", 1, "int Add(int a, int b)", "b")]
    public async Task Signature_help_knows_the_call_and_the_argument(string code, int parameter, string label, string name)
    {
        string notebook = await OpenAsync(
            "/// <summary>A sum.</summary>\n/// <param name=\"a\">The first.</param>\nint Add(int a, int b) => a + b;",
            code
        );
        JsonNode help = (await server.AskAsync("textDocument/signatureHelp", At(notebook, 1, 0, code.Length)))!;
        JsonNode active = help["signatures"]![(int)help["activeSignature"]!]!;
        Assert.Contains(label, (string?)active["label"]);
        Assert.Equal(parameter, (int)help["activeParameter"]!);
        if (name.Length == 0)
            return;
        JsonNode range = active["parameters"]![parameter]!["label"]!;
        Assert.EndsWith(name, ((string)active["label"]!)[(int)range[0]!..(int)range[1]!]);
        if (code.StartsWith("Add", StringComparison.Ordinal))
            Assert.Contains("A sum", (string?)active["documentation"]!["value"]);
    }

    [Fact]
    public async Task Diagnostics_stand_where_the_mistake_is_and_go_with_it()
    {
        string notebook = await OpenAsync("int x = 1;", "using var w = new StringWriter(); int y = \"a\";", "x + nothing");
        JsonObject wrong = await DiagnosticsAsync(notebook, 1, found => found.Count == 1);
        JsonNode one = wrong["diagnostics"]![0]!;
        Assert.Equal(
            ("CS0029", 1, 42, 45),
            (
                (string?)one["code"],
                (int)one["severity"]!,
                (int)one["range"]!["start"]!["character"]!,
                (int)one["range"]!["end"]!["character"]!
            )
        );
        Assert.Equal("CS0103", (string?)(await DiagnosticsAsync(notebook, 2, found => found.Count == 1))["diagnostics"]![0]!["code"]);
        await server.ChangeAsync(notebook, 0, "int x = 1, nothing = 2;");
        await DiagnosticsAsync(notebook, 2, found => found.Count == 0);
        await server.ChangeAsync(notebook, 1, "int y = 3;");
        await DiagnosticsAsync(notebook, 1, found => found.Count == 0);
    }

    [Fact]
    public async Task What_cells_may_do_and_programs_may_not_is_no_mistake()
    {
        string[] cells =
        [
            "#!time\n#r \"nuget: xunit, 2\"\nvar a = await Task.FromResult(1);\na",
            "using var w = new StringWriter();\nawait (Task.Delay(1));",
            "static class Ex { public static int Twice(this int n) => 2 * n; }\n3.Twice()",
            "Span<int> s = stackalloc int[3]; s[0] = 1;\nConsole.WriteLine(s.Length);",
            "int a = 2;\nref int r = ref a; r = 3;",
            "#!html\n<b>not C#</b>",
            "Console.WriteLine(1);\nusing System.Net;",
            "int Stub(int unread) => throw new NotImplementedException();",
            "oops",
        ];
        string notebook = await OpenAsync(cells);
        await DiagnosticsAsync(notebook, 8, found => found.Count == 1);
        string[] told =
        [
            .. server
                .Heard("diagnostics")
                .Where(message => ((string)message["uri"]!).StartsWith(ServeProcess.Cell(notebook, 0)[..^1], StringComparison.Ordinal))
                .Select(message => message.ToJsonString()),
        ];
        Assert.True(told.Length == 1, string.Join("\n", told));
    }

    [Fact]
    public async Task A_cell_sees_what_has_run_where_the_cells_above_do_not_declare_it()
    {
        string notebook = await OpenAsync("below + 1", "int below = 1;");
        await DiagnosticsAsync(notebook, 0, found => found.Count == 1);
        Assert.Equal("ok", (await server.RunAsync(notebook, "int below = 1;", 1)).State);
        await DiagnosticsAsync(notebook, 0, found => found.Count == 0);
        await server.ChangeAsync(notebook, 0, "bel");
        Item((await CompleteAsync(notebook, 0, "bel"))!, "below");
        await server.ChangeAsync(notebook, 0, "below + 1");
        JsonNode place = (await server.AskAsync("textDocument/definition", At(notebook, 0, 0, 1)))![0]!;
        Assert.Equal(ServeProcess.Cell(notebook, 1), (string?)place["uri"]);
        await server.AskAsync("coursekit/restart", new { notebook });
        await DiagnosticsAsync(notebook, 0, found => found.Count == 1);
    }

    [Fact]
    public async Task What_a_cell_has_brought_by_running_is_known()
    {
        const string made = "namespace Mine { public class Made { public int Size => 3; } }";
        string notebook = await OpenAsync(made, "new Mine.Made().Size");
        await DiagnosticsAsync(notebook, 1, found => found.Count > 0);
        Assert.Equal("ok", (await server.RunAsync(notebook, made, 0)).State);
        await DiagnosticsAsync(notebook, 1, found => found.Count == 0);
    }

    [Fact]
    public async Task Definitions_and_references_are_found_across_cells()
    {
        string notebook = await OpenAsync("int total = 1;", "total += 2;", "Console.WriteLine(total);\nint Total() => total;");
        JsonNode place = (await server.AskAsync("textDocument/definition", At(notebook, 2, 1, 16)))![0]!;
        Assert.Equal((ServeProcess.Cell(notebook, 0), 4), ((string?)place["uri"], (int)place["range"]!["start"]!["character"]!));
        JsonArray all = (
            await server.AskAsync(
                "textDocument/references",
                new
                {
                    textDocument = new { uri = ServeProcess.Cell(notebook, 0) },
                    position = new { line = 0, character = 5 },
                    context = new { includeDeclaration = true },
                }
            )
        )!.AsArray();
        Assert.Equal(
            ["0:0:4", "1:0:0", "2:0:18", "2:1:15"],
            all.Select(found =>
                    $"{((string)found!["uri"]!)[^1]}:{found["range"]!["start"]!["line"]}:{found["range"]!["start"]!["character"]}"
                )
                .Order()
        );
    }

    [Fact]
    public async Task The_definition_of_a_library_type_is_a_page_with_its_documentation()
    {
        string notebook = await OpenAsync("var t = Tensor.Zeros(2, 3);\nt.Reshape(6)");
        JsonNode place = (await server.AskAsync("textDocument/definition", At(notebook, 0, 1, 4)))![0]!;
        string[] lines = File.ReadAllLines(CourseKit.Serve.DocumentUri.ToPath((string)place["uri"]!)!);
        Assert.Contains("Reshape", lines[(int)place["range"]!["start"]!["line"]!]);
        Assert.Contains(lines, line => line.Trim().StartsWith("///", StringComparison.Ordinal));
        Assert.Contains("namespace CourseLib.Tensors;", lines);
    }

    [Fact]
    public async Task A_name_is_changed_in_all_cells_and_nowhere_else()
    {
        string notebook = await OpenAsync(
            "using var count = new StringWriter();",
            "count.Write(1);\n#!time\nvar s = \"count\"; // count",
            "int F(int count) => count;\nF(count.ToString().Length)"
        );
        JsonNode range = (await server.AskAsync("textDocument/prepareRename", At(notebook, 1, 0, 2)))!;
        Assert.Equal((0, 5), ((int)range["start"]!["character"]!, (int)range["end"]!["character"]!));
        JsonObject changes = (
            await server.AskAsync(
                "textDocument/rename",
                new
                {
                    textDocument = new { uri = ServeProcess.Cell(notebook, 1) },
                    position = new { line = 0, character = 2 },
                    newName = "writer",
                }
            )
        )!["changes"]!.AsObject();
        Assert.Equal(
            "using var writer = new StringWriter();",
            Changed("using var count = new StringWriter();", changes[ServeProcess.Cell(notebook, 0)]!)
        );
        Assert.Equal(
            "writer.Write(1);\n#!time\nvar s = \"count\"; // count",
            Changed("count.Write(1);\n#!time\nvar s = \"count\"; // count", changes[ServeProcess.Cell(notebook, 1)]!)
        );
        Assert.Equal(
            "int F(int count) => count;\nF(writer.ToString().Length)",
            Changed("int F(int count) => count;\nF(count.ToString().Length)", changes[ServeProcess.Cell(notebook, 2)]!)
        );
        var refused = await Assert.ThrowsAnyAsync<StreamJsonRpc.RemoteRpcException>(() =>
            server.AskAsync(
                "textDocument/rename",
                new
                {
                    textDocument = new { uri = ServeProcess.Cell(notebook, 1) },
                    position = new { line = 0, character = 2 },
                    newName = "2x",
                }
            )
        );
        Assert.Contains("no name", refused.Message);
        refused = await Assert.ThrowsAnyAsync<StreamJsonRpc.RemoteRpcException>(() =>
            server.AskAsync(
                "textDocument/rename",
                new
                {
                    textDocument = new { uri = ServeProcess.Cell(notebook, 1) },
                    position = new { line = 0, character = 2 },
                    newName = "s",
                }
            )
        );
        Assert.Contains("already means something else", refused.Message);
        Assert.Null(await server.AskAsync("textDocument/prepareRename", At(notebook, 1, 0, 7)));
    }

    [Fact]
    public async Task The_outline_has_what_a_cell_declares()
    {
        string notebook = await OpenAsync(
            "int a = 1, b = 2;\nint F() => 1;\nclass Net { public int Size { get; set; } public void Run() { } }\nenum Way { Up, Down }"
        );
        JsonArray symbols = (
            await server.AskAsync("textDocument/documentSymbol", new { textDocument = new { uri = ServeProcess.Cell(notebook, 0) } })
        )!.AsArray();
        Assert.Equal(["a 13", "b 13", "F 12", "Net 5", "Way 10"], symbols.Select(symbol => $"{symbol!["name"]} {symbol["kind"]}"));
        Assert.Equal(["Size", "Run"], symbols[3]!["children"]!.AsArray().Select(symbol => (string?)symbol!["name"]));
    }

    [Fact]
    public async Task Names_have_the_colour_of_what_they_are()
    {
        string notebook = await OpenAsync("class Net { }\nint n = 1;\nvar net = new Net();\nConsole.WriteLine(n + Math.PI);");
        int[] data =
        [
            .. (
                await server.AskAsync(
                    "textDocument/semanticTokens/full",
                    new { textDocument = new { uri = ServeProcess.Cell(notebook, 0) } }
                )
            )!["data"]!
                .AsArray()
                .Select(number => (int)number!),
        ];
        Assert.Equal(0, data.Length % 5);
        string[] text = "class Net { }\nint n = 1;\nvar net = new Net();\nConsole.WriteLine(n + Math.PI);".Split('\n');
        (int line, int character) = (0, 0);
        var seen = new List<string>();
        for (int at = 0; at < data.Length; at += 5)
        {
            (line, character) = (line + data[at], data[at] == 0 ? character + data[at + 1] : data[at + 1]);
            seen.Add($"{text[line].Substring(character, data[at + 2])} {data[at + 3]}");
        }
        Assert.Equal(["Net 1", "n 9", "net 9", "Net 1", "Console 1", "WriteLine 6", "n 9", "Math 1", "PI 9"], seen);
    }

    [Fact]
    public async Task Formatting_changes_the_layout_and_no_line_for_the_kernel()
    {
        const string text = "#!time\nint  x=1;\nif(x>0){Console.WriteLine( x );}\nusing var w=new StringWriter();";
        string notebook = await OpenAsync(text);
        JsonNode edits = (
            await server.AskAsync(
                "textDocument/formatting",
                new { textDocument = new { uri = ServeProcess.Cell(notebook, 0) }, options = new { tabSize = 4, insertSpaces = true } }
            )
        )!;
        Assert.Equal("#!time\nint x = 1;\nif (x > 0) { Console.WriteLine(x); }\nusing var w = new StringWriter();", Changed(text, edits));
    }

    [Theory]
    [InlineData("var stop = Stopwatch.StartNew();")]
    [InlineData("#!time\nvar stop = Stopwatch.StartNew();")]
    [InlineData("using System.Net;\n#!time\nConsole.WriteLine(1);\nvar stop = Stopwatch.StartNew();")]
    public async Task A_missing_using_is_offered_and_mends(string text)
    {
        string notebook = await OpenAsync(text);
        JsonNode found = (await DiagnosticsAsync(notebook, 0, all => all.Count == 1))["diagnostics"]![0]!;
        JsonArray actions = (
            await server.AskAsync(
                "textDocument/codeAction",
                new
                {
                    textDocument = new { uri = ServeProcess.Cell(notebook, 0) },
                    range = found["range"],
                    context = new { diagnostics = new[] { found.DeepClone() } },
                }
            )
        )!.AsArray();
        JsonNode action =
            actions.SingleOrDefault(one => ((string)one!["title"]!).Contains("using System.Diagnostics", StringComparison.Ordinal))
            ?? throw new Xunit.Sdk.XunitException($"offered: {actions.ToJsonString()}");
        string mended = Changed(text, action["edit"]!["changes"]![ServeProcess.Cell(notebook, 0)]!);
        Assert.Contains("using System.Diagnostics;", mended);
        if (text.Contains('#'))
            Assert.Contains("#!time\n", mended);
        await server.ChangeAsync(notebook, 0, mended);
        await DiagnosticsAsync(notebook, 0, all => all.Count == 0);
    }

    [Fact]
    public async Task Cells_come_go_and_move()
    {
        string notebook = await OpenAsync("int x = 1;", "x + y");
        await DiagnosticsAsync(notebook, 1, found => found.Count == 1);
        await server.TellAsync(
            "notebookDocument/didChange",
            new
            {
                notebookDocument = new { uri = notebook, version = 50 },
                change = new
                {
                    cells = new
                    {
                        structure = new
                        {
                            array = new
                            {
                                start = 1,
                                deleteCount = 0,
                                cells = new[] { new { kind = 2, document = ServeProcess.Cell(notebook, 7) } },
                            },
                            didOpen = new[]
                            {
                                new
                                {
                                    uri = ServeProcess.Cell(notebook, 7),
                                    languageId = "csharp",
                                    version = 1,
                                    text = "int y = 2;",
                                },
                            },
                        },
                    },
                },
            }
        );
        await DiagnosticsAsync(notebook, 1, found => found.Count == 0);
        await server.TellAsync(
            "notebookDocument/didChange",
            new
            {
                notebookDocument = new { uri = notebook, version = 51 },
                change = new
                {
                    cells = new
                    {
                        structure = new
                        {
                            array = new { start = 0, deleteCount = 1 },
                            didClose = new[] { new { uri = ServeProcess.Cell(notebook, 0) } },
                        },
                    },
                },
            }
        );
        await DiagnosticsAsync(notebook, 1, found => found.Count == 1 && (string?)found[0]!["code"] == "CS0103");
    }

    [Fact]
    public async Task Sixty_cells_are_no_burden()
    {
        string[] cells =
        [
            .. Enumerable
                .Range(0, 60)
                .Select(at =>
                    $"using System.Globalization;\nvar v{at} = {(at == 0 ? "1.0" : $"v{at - 1} + 1")};\nvar t{at} = Tensor.Randn([4, 4], seed: {at});\nclass Layer{at} {{ public Tensor Forward(Tensor x) => x.MatMul(t{at}); Tensor t{at} = Tensor.Zeros(4, 4); }}\nTensor F{at}(Tensor x) => new Layer{at}().Forward(x) + t{at};\nConsole.WriteLine(F{at}(t{at}).Sum());"
                ),
        ];
        string notebook = await OpenAsync([.. cells, "v59."]);
        var times = new List<double>();
        for (int turn = 0; turn < 12; turn++)
        {
            string code = turn % 2 == 0 ? "v59." : "t59.";
            await server.ChangeAsync(notebook, 60, code);
            // As one types on above, too.
            if (turn > 7)
                await server.ChangeAsync(notebook, 3, cells[3] + $"// {turn}");
            long start = Stopwatch.GetTimestamp();
            Item((await CompleteAsync(notebook, 60, code))!, turn % 2 == 0 ? "CompareTo" : "MatMul");
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        output.WriteLine("completion, ms: " + string.Join(" ", times.Select(time => $"{time:0}")));
        long hover = Stopwatch.GetTimestamp();
        await server.AskAsync("textDocument/hover", At(notebook, 60, 0, 1));
        output.WriteLine(
            $"hover {Stopwatch.GetElapsedTime(hover).TotalMilliseconds:0} ms; memory of the server {Process.GetProcessById(server.Process.Id).WorkingSet64 >> 20} MB"
        );
    }

    [Fact]
    public async Task What_is_no_open_cell_has_no_meaning_and_no_error()
    {
        Assert.Null(
            await server.AskAsync(
                "textDocument/hover",
                new { textDocument = new { uri = "file:///no.cs" }, position = new { line = 0, character = 0 } }
            )
        );
        Assert.Null(
            await server.AskAsync(
                "textDocument/completion",
                new { textDocument = new { uri = "file:///no.cs" }, position = new { line = 99, character = 99 } }
            )
        );
        string notebook = await OpenAsync("var x = 1;\n(((", "}}} x.");
        foreach (int line in (int[])[0, 1, 7])
            foreach (string method in (string[])["hover", "completion", "signatureHelp", "definition", "references", "prepareRename"])
                await server.AskAsync("textDocument/" + method, At(notebook, line % 2, line, 1000));
    }

    private async Task<string> OpenAsync(params string[] cells)
    {
        string notebook = server.Notebook(Guid.NewGuid().ToString("N")[..8]);
        await server.OpenAsync(notebook, cells);
        return notebook;
    }

    private static object At(string notebook, int cell, int line, int character) =>
        new { textDocument = new { uri = ServeProcess.Cell(notebook, cell) }, position = new { line, character } };

    /// <summary>Completion at the end of a cell.</summary>
    private Task<JsonNode?> CompleteAsync(string notebook, int cell, string code)
    {
        string[] lines = code.Split('\n');
        return server.AskAsync("textDocument/completion", At(notebook, cell, lines.Length - 1, lines[^1].Length));
    }

    private static JsonNode Item(JsonNode list, string label)
    {
        JsonArray items = list["items"]!.AsArray();
        return items.FirstOrDefault(item => (string?)item!["label"] == label)?.DeepClone()
            ?? throw new Xunit.Sdk.XunitException(
                $"no {label} among {items.Count}: {string.Join(", ", items.Take(60).Select(item => item!["label"]))}"
            );
    }

    private Task<JsonObject> DiagnosticsAsync(string notebook, int cell, Func<JsonArray, bool> isWanted) =>
        server.HearLatestAsync(
            "diagnostics",
            message => (string?)message["uri"] == ServeProcess.Cell(notebook, cell),
            message => isWanted(message["diagnostics"]!.AsArray())
        );

    private static string Changed(string text, JsonNode edits)
    {
        string[] lines = text.Split('\n');
        int Offset(JsonNode place) => lines.Take((int)place["line"]!).Sum(line => line.Length + 1) + (int)place["character"]!;
        foreach (JsonNode edit in edits.AsArray().Select(edit => edit!).OrderByDescending(edit => Offset(edit["range"]!["start"]!)))
            text = text[..Offset(edit["range"]!["start"]!)] + (string)edit["newText"]! + text[Offset(edit["range"]!["end"]!)..];
        return text;
    }
}
