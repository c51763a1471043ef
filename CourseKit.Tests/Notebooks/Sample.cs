namespace CourseKit.Tests.Notebooks;

/// <summary>The files in <c>Samples</c>, and sources put together in a test.</summary>
internal static class Sample
{
    public static string File(string name) => Path.Combine(AppContext.BaseDirectory, "Notebooks", "Samples", name);

    /// <summary>A source with front matter in lines 1 to 3, so that <paramref name="body"/> begins in line 4.</summary>
    public static string Source(string body) => "---\ntitle: T\n---\n" + body;

    /// <summary>A fence; <paramref name="attributes"/> follow <c>csharp</c>.</summary>
    public static string Fence(string code, string attributes = "") => $"```csharp {attributes}\n{code}\n```\n";

    public static string Answer(string exercise, string code = "// BEGIN SOLUTION\n1\n// END SOLUTION") =>
        Fence(code, $"exercise=\"{exercise}\" role=\"answer\"");

    public static string Check(string exercise, string code = "Check.True(\"t\", () => true);", string points = "1") =>
        Fence(code, $"exercise=\"{exercise}\" role=\"check\" points={points}");
}
