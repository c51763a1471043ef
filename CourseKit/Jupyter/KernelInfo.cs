using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace CourseKit.Jupyter;

/// <summary>What the kernel says of itself.</summary>
internal static class KernelInfo
{
    public const string Name = "coursekit", DisplayName = "C# (CourseKit)", Language = "C#";

    public static string Version { get; } = typeof(KernelInfo).Assembly.GetName().Version?.ToString(3) ?? "0";

    public static JsonObject Reply() => new()
    {
        ["status"] = "ok",
        ["protocol_version"] = "5.5",
        ["implementation"] = Name,
        ["implementation_version"] = Version,
        ["language_info"] = LanguageInfo(),
        ["banner"] = $"CourseKit {Version}: C# 14 on {RuntimeInformation.FrameworkDescription}. CourseLib is referenced and imported.",
        ["debugger"] = false,
        ["supported_features"] = new JsonArray(),
        ["help_links"] = new JsonArray(
            new JsonObject { ["text"] = "C# documentation", ["url"] = "https://learn.microsoft.com/dotnet/csharp/" },
            new JsonObject { ["text"] = ".NET API browser", ["url"] = "https://learn.microsoft.com/dotnet/api/" }),
    };

    /// <summary>The same names as .NET Interactive's, so that notebooks of either open in both.</summary>
    public static JsonObject LanguageInfo() => new()
    {
        ["name"] = Language,
        ["version"] = "14.0",
        ["mimetype"] = "text/x-csharp",
        ["file_extension"] = ".cs",
        ["pygments_lexer"] = "csharp",
        ["codemirror_mode"] = "text/x-csharp",
    };
}
