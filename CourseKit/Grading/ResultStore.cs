using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CourseKit.Grading;

/// <summary>What has been graded already, one file a submission, so that a run that was stopped goes on where it was.</summary>
internal sealed class ResultStore(string folder)
{
    private readonly string results = Path.Combine(folder, "results");

    /// <summary>The stored result, when it was made from the same things.</summary>
    public SubmissionResult? Find(string student, string notebook, string key)
    {
        string path = PathOf(student, notebook);
        if (!File.Exists(path)) return null;
        try
        {
            return JsonSerializer.Deserialize<SubmissionResult>(File.ReadAllText(path), Gradebook.Json) is SubmissionResult found
                && found.Key == key && found.Student == student && found.Notebook == notebook ? found : null;
        }
        catch (Exception cause) when (cause is JsonException or IOException)
        {
            return null;
        }
    }

    public void Save(SubmissionResult result) => AtomicFile.Write(PathOf(result.Student, result.Notebook), JsonSerializer.Serialize(result, Gradebook.Json));

    /// <summary>Changes with the submission, the expected values, the limits and the grader.</summary>
    public static string Key(ReadOnlySpan<byte> submission, string oracleOrigin, params ReadOnlySpan<object?> others)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(submission);
        hash.AppendData(Encoding.UTF8.GetBytes($"\0{oracleOrigin}\0{typeof(ResultStore).Assembly.ManifestModule.ModuleVersionId}\0{string.Join('\0', others.ToArray())}"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>A file name for a student's name, whatever it holds; different names never share one.</summary>
    public static string FileName(string name)
    {
        string safe = new([.. name.Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or ' ' || (c == '.' && name[0] != '.') ? c : '_')]);
        if (safe == name && name.Length is > 0 and <= 60 && name.Trim() == name && Encoding.UTF8.GetByteCount(name) <= 200) return name;
        string end = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8];
        return $"{safe[..Math.Min(safe.Length, 40)].Trim()}-{end}";
    }

    private string PathOf(string student, string notebook) => Path.Combine(results, $"{FileName(student)}--{FileName(notebook)}.json");
}
