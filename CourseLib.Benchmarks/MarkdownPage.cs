using System.Globalization;
using System.Text;

namespace CourseLib.Benchmarks;

/// <summary>The rows as a page: a table for each family, PyTorch beside ours for each number of threads.</summary>
internal static class MarkdownPage
{
    public static string Of(IReadOnlyList<Row> rows, IEnumerable<string> limits)
    {
        int[] threads = [.. rows.Select(row => row.Threads).Distinct()];
        var page = new StringBuilder("# Benchmark results\n\nWritten by `dotnet run -c Release --project CourseLib.Benchmarks -- --markdown FILE`. Medians; a ratio above 1 means that CourseLib is faster (or smaller). "
            + "The share is that of the fused multiply-adds or of the copy bandwidth which the machine showed at the same time.\n\n");
        foreach (string limit in limits) page.Append($"* {limit}\n");
        foreach (var family in rows.GroupBy(row => row.Family))
        {
            page.Append($"\n## {family.Key}\n\n| | peer |");
            foreach (int count in threads) page.Append($" {family.First().Unit}, {Threads(count)} | peer | ratio | share |");
            page.Append("\n|---|---|").Insert(page.Length, "--:|--:|--:|--:|", threads.Length).Append('\n');
            foreach (var line in family.GroupBy(row => (row.Name, row.Peer)))
            {
                page.Append($"| {line.Key.Name} | {line.Key.Peer} |");
                foreach (int count in threads) page.Append(Cells(line.FirstOrDefault(row => row.Threads == count)));
                page.Append('\n');
            }
        }

        return page.ToString();
    }

    private static string Threads(int count) => count == 1 ? "1 thread" : $"{count} threads";

    private static string Cells(Row? row) => row is null ? " | | | |"
        : string.Create(CultureInfo.InvariantCulture, $" {Number(row.OursMs)} | {(row.PeerMs is double theirs ? Number(theirs) : "–")} | {row.Ratio:F2} | {row.LimitShare:P0} |");

    private static string Number(double value) => value.ToString(value >= 100 ? "F0" : value >= 1 ? "F2" : "F4", CultureInfo.InvariantCulture);
}
