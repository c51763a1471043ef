using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CourseKit.Commands;

namespace CourseKit.Tests.Notebooks;

/// <summary>All notebooks of the course as a release holds them, against nbgrader's schema, version 3, and Jupyter's own validator.</summary>
public sealed partial class ReleasedNotebooksTests(ReleasedNotebooksTests.Release release) : IClassFixture<ReleasedNotebooksTests.Release>
{
    private static readonly Dictionary<string, JsonValueKind[]> Properties = new()
    {
        ["schema_version"] = [JsonValueKind.Number],
        ["grade"] = [JsonValueKind.True, JsonValueKind.False],
        ["solution"] = [JsonValueKind.True, JsonValueKind.False],
        ["locked"] = [JsonValueKind.True, JsonValueKind.False],
        ["task"] = [JsonValueKind.True, JsonValueKind.False],
        ["grade_id"] = [JsonValueKind.String],
        ["points"] = [JsonValueKind.Number],
        ["checksum"] = [JsonValueKind.String],
        ["cell_type"] = [JsonValueKind.String],
    };

    private static readonly IReadOnlyList<string> All = Course.Find(AppContext.BaseDirectory).Names();

    public static TheoryData<string> Names => [.. All];

    [Fact]
    public void The_release_holds_the_whole_course() =>
        Assert.Equal(All, Directory.EnumerateFiles(release.Notebooks, "*.ipynb").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Names))]
    public void The_nbgrader_metadata_of_every_cell_is_as_its_schema_says(string name)
    {
        var ids = new HashSet<string>();
        int answers = 0, checks = 0;
        foreach ((JsonElement cell, JsonElement own) in Marked(name))
        {
            foreach (JsonProperty property in own.EnumerateObject())
            {
                Assert.True(Properties.TryGetValue(property.Name, out JsonValueKind[]? kinds), $"nbgrader knows no property '{property.Name}'");
                Assert.Contains(property.Value.ValueKind, kinds);
            }
            Assert.Equal(3, own.GetProperty("schema_version").GetInt32());
            (bool grade, bool solution, bool locked) = (Flag(own, "grade"), Flag(own, "solution"), Flag(own, "locked"));
            Assert.True((grade, solution, locked) is (false, true, false) or (true, false, true) or (false, false, true), $"{name}: a cell of no kind that nbgrader has");
            Assert.False(Flag(own, "task"));
            Assert.Equal(grade, own.TryGetProperty("points", out JsonElement points));
            if (grade) Assert.InRange(points.GetDouble(), 0, 1000);
            string id = own.GetProperty("grade_id").GetString()!;
            Assert.Matches(GradeId(), id);
            Assert.True(ids.Add(id), $"{name}: grade_id '{id}' stands twice");
            Assert.Equal(cell.GetProperty("cell_type").GetString(), own.GetProperty("cell_type").GetString());
            if (solution) answers++;
            if (grade) checks++;
        }
        Assert.True(answers > 0 && checks >= answers, $"{name}: {answers} answers and {checks} checks");
    }

    /// <summary>The rule is written down here once more, apart from the program's own.</summary>
    [Theory, MemberData(nameof(Names))]
    public void The_checksum_of_every_cell_is_what_nbgrader_computes(string name)
    {
        foreach ((JsonElement cell, JsonElement own) in Marked(name))
        {
            static string Python(bool value) => value ? "True" : "False";
            bool grade = Flag(own, "grade"), solution = Flag(own, "solution"), isLocked = !solution && (grade || Flag(own, "locked"));
            string text = string.Concat(cell.GetProperty("source").EnumerateArray().Select(line => line.GetString()))
                + cell.GetProperty("cell_type").GetString() + Python(grade) + Python(solution) + Python(isLocked) + own.GetProperty("grade_id").GetString()
                + (grade ? own.GetProperty("points").GetDouble().ToString("0.0##############", CultureInfo.InvariantCulture) : "");
            Assert.Equal(Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text))), own.GetProperty("checksum").GetString());
        }
    }

    [SkippableFact]
    public async Task Jupyters_own_validator_accepts_every_notebook()
    {
        const string script = """
            import sys
            try: import nbformat
            except ImportError: print("absent"); sys.exit()
            for path in sys.argv[1:]:
                notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
                nbformat.validate(notebook)
                assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5), path
                ids = [cell.id for cell in notebook.cells]
                assert len(set(ids)) == len(ids), path
                print("valid")
            """;
        const string reason = "needs Python with nbformat; on Debian: apt-get install python3-nbformat";
        Skip.IfNot(File.Exists("/usr/bin/python3"), reason);
        using Process python = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", script, .. Directory.EnumerateFiles(release.Notebooks, "*.ipynb")]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = python.StandardError.ReadToEndAsync();
        string output = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        Skip.If(output.Trim() == "absent", reason);
        Assert.Equal("", await error);
        Assert.Equal(All.Count, output.Split('\n').Count(line => line == "valid"));
    }

    private IEnumerable<(JsonElement Cell, JsonElement Own)> Marked(string name)
    {
        JsonElement root = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(release.Notebooks, name + ".ipynb"))).RootElement;
        foreach (JsonElement cell in root.GetProperty("cells").EnumerateArray())
            if (cell.GetProperty("metadata").TryGetProperty("nbgrader", out JsonElement own)) yield return (cell, own);
    }

    private static bool Flag(JsonElement own, string name) => own.GetProperty(name).GetBoolean();

    [GeneratedRegex(@"^[a-zA-Z0-9_\-]+$")]
    private static partial Regex GradeId();

    /// <summary>The whole course, released once.</summary>
    public sealed class Release : IDisposable
    {
        private readonly string folder = Directory.CreateTempSubdirectory("coursekit-released-").FullName;

        public Release() => Assert.Equal(0, ReleaseCommand.Run(Course.Find(AppContext.BaseDirectory), [], Path.Combine(folder, "course"), zip: false, TextWriter.Null, Console.Error));

        public string Notebooks => Path.Combine(folder, "course", "notebooks");

        public void Dispose() => Directory.Delete(folder, recursive: true);
    }
}
