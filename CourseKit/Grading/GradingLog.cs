using System.Text.Json;

namespace CourseKit.Grading;

/// <summary>What happened, for programs: <c>log.jsonl</c>, a line of JSON for each submission that was graded or found graded.</summary>
internal static class GradingLog
{
    private static readonly JsonSerializerOptions Json = new(GradebookTables.Json) { WriteIndented = false };
    private static readonly Lock Gate = new();

    public static void Append(string folder, SubmissionResult result, bool isNew)
    {
        string line = JsonSerializer.Serialize(
            new { At = DateTimeOffset.Now, result.Student, result.Notebook, result.Score, result.Points, result.Seconds, New = isNew, Flags = result.Flags.Select(flag => flag.Kind) }, Json) + "\n";
        try
        {
            lock (Gate) File.AppendAllText(Path.Combine(folder, "log.jsonl"), line);
        }
        catch (IOException cause)
        {
            throw new CourseKitException($"cannot write {folder}/log.jsonl: {cause.Message.TrimEnd('.')}; check the free space, then give the same command again", cause: cause);
        }
    }
}
