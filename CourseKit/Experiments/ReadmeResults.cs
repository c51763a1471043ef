using System.Text;
using CourseKit.Notebooks;
using CourseLib.Analysis;

namespace CourseKit.Experiments;

/// <summary>The published results in the guide, between two marks: made from the file, never typed.</summary>
internal static class ReadmeResults
{
    public const string Begin = "<!-- results of coursekit experiment batchnorm; written by coursekit build -->", End = "<!-- end of results -->";

    private const string Name = "batchnorm-full";

    /// <summary>The guide as it must be; null where it shows no results.</summary>
    public static Product? Of(Course course)
    {
        string results = Path.Combine(course.Results, Name + ".json"), peer = Path.Combine(course.Results, Name + ".torch.json");
        if (!File.Exists(course.Readme) || !File.Exists(results)) return null;
        string text = File.ReadAllText(course.Readme);
        int begin = text.IndexOf(Begin, StringComparison.Ordinal), end = text.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin) return null;
        string table = Markdown(ExperimentResults.Load(results), File.Exists(peer) ? ExperimentResults.Load(peer) : null);
        return new Product(course.Readme, $"{text[..begin]}{Begin}\n\n{table}\n{text[end..]}");
    }

    public static string Markdown(ExperimentResults results, ExperimentResults? peer)
    {
        var text = new StringBuilder();
        void Row(IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
        Row(["test accuracy of LeNet-5 on CIFAR-10", .. ResultRows.Arms.Select(arm => arm.Title)]);
        Row(["---", .. ResultRows.Arms.Select(_ => "---")]);
        foreach ((string title, string[] cells) in ResultRows.Accuracies(results, peer)) Row([title, .. cells]);
        text.Append($"\n{results.TrainImages:N0} training images, {results.ValidationImages:N0} for choices, the {results.TestImages:N0} test images read once by each finished run; mean ± standard deviation.\n");
        string[][] times = [.. ResultRows.Times(results, peer)];
        if (times.Length == 0) return text.ToString();
        text.Append('\n');
        Row(ResultRows.TimeHeadings);
        Row(ResultRows.TimeHeadings.Select((_, column) => column < 2 ? "---" : "---:"));
        foreach (string[] row in times) Row(row);
        return text.ToString();
    }
}
