using System.Globalization;
using System.Text.Json;
using CourseLib.Benchmarks;

string filter = "";
string? json = null;
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
        case "--threads" when int.TryParse(value, CultureInfo.InvariantCulture, out int count) && count >= 1:
            threads = [count];
            i++;
            break;
        default:
            Console.Error.WriteLine($"'{args[i]}' is not understood; usage: [--filter TEXT] [--threads N] [--quick] [--json FILE]");
            return 2;
    }
}

using var peer = new TorchPeer();
var runner = new Runner(peer, quick);
var rows = new List<Row>();
Console.WriteLine($"peer: {peer.Name}");
foreach (int count in threads)
{
    var machine = Machine.Measure(count);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} threads: FMA peak {machine.FlopsPerSecond / 1e9:F0} Gflop/s, copy {machine.BytesPerSecond / 1e9:F1} GB/s"));
    Console.WriteLine($"{"family",-14}{"name",-42}{"ours ms",10}{"peer ms",10}{"ratio",8}  limit");
    foreach (var benchmark in Families.All.Where(b => $"{b.Family} {b.Name}".Contains(filter, StringComparison.OrdinalIgnoreCase)))
    {
        var row = runner.Measure(benchmark, machine);
        rows.Add(row);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{row.Family,-14}{row.Name,-42}{row.OursMs,10:F4}{row.PeerMs,10:F4}{row.Ratio,8:F2}  {row.LimitShare:P0} of {row.Limit}"));
    }
}

if (json is not null)
{
    var options = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };
    File.WriteAllText(json, JsonSerializer.Serialize(rows, options));
}

return 0;
