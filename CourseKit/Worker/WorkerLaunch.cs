using System.Diagnostics;
using CourseKit.Commands;

namespace CourseKit.Worker;

/// <summary>How a worker is started.</summary>
/// <param name="WorkingDirectory">What relative paths in cells start from.</param>
/// <param name="Record">Send what checks see, as grading does.</param>
/// <param name="Compiled">All its cells come with an <see cref="CellImage"/>.</param>
/// <param name="Environment">Variables added to the front's own.</param>
/// <param name="Sandbox">Wraps the command; the three standard streams must reach the worker.</param>
internal sealed record WorkerLaunch(
    string WorkingDirectory,
    bool Record = false,
    IReadOnlyDictionary<string, string>? Environment = null,
    Func<ProcessStartInfo, ProcessStartInfo>? Sandbox = null,
    bool Compiled = false)
{
    /// <summary>How long the worker may take to be ready; a machine under full load needs many times the usual second.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Of the machine's or the container's memory, for the heap; .NET reads it as a hexadecimal number: 75.</summary>
    private const string HeapPercent = "4B";

    public ProcessStartInfo ToStartInfo()
    {
        var start = new ProcessStartInfo(Host())
        {
            WorkingDirectory = WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (string argument in (string[])["exec", .. Cultures.StartOptions(AheadOfTime.Program), AheadOfTime.Program, WorkerCommand.Verb]) start.ArgumentList.Add(argument);
        // Images for containers set this, for programs; it would have the last word.
        start.Environment[Cultures.InvariantVariable] = Cultures.StartOptions(AheadOfTime.Program).Length > 0 ? "0" : "1";
        if (Record) start.ArgumentList.Add("--record");
        if (Compiled) start.ArgumentList.Add("--compiled");
        // A worker that is killed would leave the sockets of .NET's diagnostics behind.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        // Beyond this share of the machine's memory a cell gets an exception; without it the machine swaps, or the system ends the worker.
        start.Environment.TryAdd("DOTNET_GCHeapHardLimitPercent", HeapPercent);
        foreach ((string name, string value) in Environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return Sandbox?.Invoke(start) ?? start;
    }

    /// <summary>The <c>dotnet</c> that runs this process, whatever started it: an installed tool, a test, <c>dotnet run</c>.</summary>
    public static string Host()
    {
        // …/dotnet/shared/Microsoft.NETCore.App/10.0.0/System.Private.CoreLib.dll
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string host = Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        return File.Exists(host) ? host : "dotnet";
    }
}
