using System.Globalization;
using System.Text.Json;
using CourseLib.Benchmarks;
using CourseLib.Benchmarks.Families;

if (ProcessRows.IsChild(args)) return 0;

string filter = "";
string? json = null, markdown = null;
bool quick = false;
int[] threads = [.. new[] { 1, Environment.ProcessorCount }.Distinct()];
for (int i = 0; i < args.Length; i++)
{
    string? value = i + 1 < args.Length ? args[i + 1] : null;
    switch (args[i])
    {
        case "--quick":
            quick = true;
            break;
        case "--filter" when value is not null:
            filter = value;
            i++;
            break;
        case "--json" when value is not null:
            json = value;
            i++;
            break;
        case "--markdown" when value is not null:
            markdown = value;
            i++;
            break;
        case "--threads" when int.TryParse(value, CultureInfo.InvariantCulture, out int count) && count >= 1:
            threads = [count];
            i++;
            break;
        case "--help" or "-h":
            Console.WriteLine("""
                Measures CourseLib and its peers in turn and prints a row for each pair: medians, the ratio (above 1: we are faster), and the share of what this
                machine can do at most at the same time. PyTorch comes with Debian's packages python3-torch and libopenblas0-pthread; rows say so where it
                is not installed.

                  --filter TEXT   only rows whose family and name contain TEXT: sgemm, conv, "activation Mish", step, memory, start-up …
                  --threads N     with N threads; else with one and with as many as there are processors
                  --quick         fewer and shorter rounds
                  --json FILE     the rows as JSON, too
                  --markdown FILE and as a page
                """);
            return 0;
        default:
            Console.Error.WriteLine($"'{args[i]}' is not understood; usage: [--filter TEXT] [--threads N] [--quick] [--json FILE] [--markdown FILE]");
            return 2;
    }
}

Benchmark[] all = [.. Products.All, .. Convolutions.All, .. Normalizations.All, .. Activations.All, .. Pools.All, .. LossesAndSteps.All, .. TrainingSteps.All];
bool Chosen(string name) => name.Contains(filter, StringComparison.OrdinalIgnoreCase);
var rows = new List<Row>();
var limits = new List<string>();
foreach (int count in threads)
{
    using var torch = new TorchPeer(count);
    var runner = new Runner(torch, quick);
    var machine = new Machine(count);
    CourseLib.Kernels.Threads.Count = count;
    limits.Add(string.Create(CultureInfo.InvariantCulture, $"{count} thread{(count == 1 ? "" : "s")}: FMA peak {Best(machine.Flops) / 1e9:F0} Gflop/s, copy {Best(machine.Bytes) / 1e9:F1} GB/s; {Machine.Processor}, {Machine.VectorBits} bit vectors"));
    Console.WriteLine(limits[^1]);
    Console.WriteLine($"{"family",-17}{"name",-46}{"ours",10}{"peer",11}{"ratio",8}   limit");
    foreach (Benchmark benchmark in all.Where(benchmark => Chosen($"{benchmark.Family} {benchmark.Name}")))
        foreach (Row row in runner.Measure(benchmark, machine)) Tell(row);
    foreach (Row row in ProcessRows.Measure(torch, count, quick, Chosen)) Tell(row);
}
if (json is not null)
{
    var options = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };
    File.WriteAllText(json, JsonSerializer.Serialize(rows, options));
}
if (markdown is not null) File.WriteAllText(markdown, MarkdownPage.Of(rows, limits));
return 0;

static double Best(Func<double> measure) => Enumerable.Range(0, 20).Max(_ => measure());

void Tell(Row row)
{
    rows.Add(row);
    string peer = row.PeerMs is double theirs ? theirs.ToString("F4", CultureInfo.InvariantCulture) : "–";
    string limit = row.LimitShare is double share ? string.Create(CultureInfo.InvariantCulture, $"{share:P0} of {row.Limit}") : row.Unit == "MB" ? "MB" : "";
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Family,-17}{row.Name,-46}{row.OursMs,10:F4}{peer,11}{row.Ratio,8:F2}   {limit,-22}{row.Peer}"));
}
