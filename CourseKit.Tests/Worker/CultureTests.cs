using System.Text.Json.Nodes;
using CourseKit.Worker;

namespace CourseKit.Tests.Worker;

public sealed class CultureTests
{
    [SkippableFact]
    public async Task Cells_have_all_cultures_and_begin_in_the_invariant_one()
    {
        Skip.If(Cultures.StartOptions(typeof(WorkerLaunch).Assembly.Location).Length == 0, "there is no ICU library; install libicu to run this");
        await using TestWorker worker = await TestWorker.StartAsync(environment: new Dictionary<string, string> { ["LANG"] = "de_DE.UTF-8", ["LC_ALL"] = "de_DE.UTF-8" });
        await worker.RunAsync("using System.Globalization;");
        Assert.Equal("1.5", (await worker.RunAsync("1.5")).Result);
        Assert.Equal("0", (await worker.RunAsync("CultureInfo.CurrentCulture.Name.Length + CultureInfo.CurrentUICulture.Name.Length")).Result);
        Assert.Equal("0", (await worker.RunAsync("int named = -1; var thread = new System.Threading.Thread(() => named = CultureInfo.CurrentCulture.Name.Length); thread.Start(); thread.Join(); named")).Result);
        Assert.Equal("1.234,50", (await worker.RunAsync("1234.5.ToString(\"N2\", new CultureInfo(\"de-DE\"))")).Result);
        Assert.Equal("1.5", (await worker.RunAsync("double.Parse(\"1,5\", CultureInfo.GetCultureInfo(\"fr-FR\"))")).Result);
        Assert.Equal("Apple banana cherry Zebra", (await worker.RunAsync("string.Join(\" \", new[] { \"banana\", \"Apple\", \"cherry\", \"Zebra\" }.Order())")).Result);
        Assert.Equal("Dienstag", (await worker.RunAsync("new CultureInfo(\"de-DE\").DateTimeFormat.GetDayName(DayOfWeek.Tuesday)")).Result);
        Assert.Equal("CultureNotFoundException", (await worker.RunAsync("new CultureInfo(\"xx-Nowhere-9\")")).Error.Name);
    }

    [Fact]
    public async Task Without_ICU_a_cell_that_asks_for_a_culture_is_told_what_is_missing()
    {
        await using TestWorker worker = await TestWorker.StartAsync(environment: new Dictionary<string, string> { [Cultures.InvariantVariable] = "1" });
        Assert.Equal("1.5", (await worker.RunAsync("1.5")).Result);
        ErrorEvent error = (await worker.RunAsync("new System.Globalization.CultureInfo(\"de-DE\")")).Error;
        Assert.Equal("CultureNotFoundException", error.Name);
        Assert.Contains("no ICU library", error.Message);
        Assert.DoesNotContain("\n", error.Message);
    }

    [Fact]
    public void A_worker_starts_as_the_program_does_but_for_the_cultures()
    {
        string folder = Path.GetDirectoryName(typeof(WorkerLaunch).Assembly.Location)!;
        static JsonObject Read(string path) => JsonNode.Parse(File.ReadAllText(path))!["runtimeOptions"]!.AsObject();
        string program = Path.Combine(AppContext.BaseDirectory, "coursekit.runtimeconfig.json");
        JsonObject own = Read(File.Exists(program) ? program : Path.Combine(folder, "coursekit.runtimeconfig.json")), workers = Read(Path.Combine(folder, "worker.runtimeconfig.json"));
        Assert.Equal("true", own["configProperties"]!["System.Globalization.Invariant"]!.ToJsonString());
        Assert.Equal("false", workers["configProperties"]!["System.Globalization.Invariant"]!.ToJsonString());
        foreach (JsonObject options in (JsonObject[])[own, workers])
        {
            options["configProperties"]!.AsObject().Remove("System.Globalization.Invariant");
            options["configProperties"]!.AsObject().Remove("System.CommandLine.ExecutableName");
        }
        Assert.Equal(own.ToJsonString(), workers.ToJsonString());
    }
}
