using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security;
using CourseKit.Worker;

namespace CourseKit;

/// <summary>
/// A copy of this program compiled ahead to machine code (ReadyToRun). The compiler that runs the cells is large: compiled ahead,
/// its first answer comes in a third of the time. The build makes such a copy below the program, for its workers; the program itself stays
/// as it is, for it is released to machines of every kind, and machine code of another kind does not load.
/// </summary>
internal static class AheadOfTime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Students' arithmetic stays with the just-in-time compiler, which knows the vector instructions of this machine; of the rest, workers use little.</summary>
    private static readonly string[] Ahead =
    [
        "coursekit.dll", "Microsoft.CodeAnalysis*.dll",
        // The first question of an editor.
        "StreamJsonRpc.dll", "Nerdbank.Streams.dll", "Microsoft.VisualStudio.Threading.dll", "System.Composition*.dll",
        // The first table of a notebook, and the first chart.
        "Microsoft.DotNet.Interactive.Formatting.dll", "Microsoft.AspNetCore.Html.Abstractions.dll",
        "CourseLib.Charts.dll", "Plotly.NET*.dll", "DynamicObj.dll", "FSharp.Core.dll", "Newtonsoft.Json.dll",
    ];

    private static readonly string Folder = SecurityElement.Escape(AppContext.BaseDirectory);

    private static readonly string Project = $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net{Environment.Version.Major}.{Environment.Version.Minor}</TargetFramework>
            <RuntimeIdentifier>{RuntimeInformation.RuntimeIdentifier}</RuntimeIdentifier>
            <SelfContained>false</SelfContained>
            <EnableDefaultItems>false</EnableDefaultItems>
            <GenerateDependencyFile>false</GenerateDependencyFile>
            <PublishReadyToRun>true</PublishReadyToRun>
          </PropertyGroup>
          <ItemGroup>
            <Reference Include="{Folder}*.dll" />
            <Others Include="{Folder}*.dll" Exclude="{string.Join(';', Ahead.Select(name => Folder + name))}" />
            <PublishReadyToRunExclude Include="@(Others->'%(Filename)%(Extension)');Ahead.dll" />
          </ItemGroup>
        </Project>
        """;

    private static readonly string OwnProgram = typeof(AheadOfTime).Assembly.Location;

    private static readonly string Copy = Path.Combine(Path.GetDirectoryName(OwnProgram)!, "ahead", Path.GetFileName(OwnProgram));

    /// <summary>Whether there is a copy below this program.</summary>
    public static bool IsThere { get; } = File.Exists(Copy);

    /// <summary>The coursekit.dll to start workers from: of the copy where there is one, otherwise this program's.</summary>
    public static string Program => IsThere ? Copy : OwnProgram;

    /// <summary>Makes a copy in <paramref name="target"/>.</summary>
    /// <param name="work">For what comes between; another time only what has changed is compiled.</param>
    /// <exception cref="CourseKitException">There is no SDK, or it cannot get the compiler: the machine is offline, for example.</exception>
    public static async Task CompileAsync(string target, string work, CancellationToken cancellation)
    {
        Directory.CreateDirectory(work);
        try
        {
            // Nothing of the folders above may have a say in this build.
            await File.WriteAllTextAsync(Path.Combine(work, "Directory.Build.props"), "<Project />\n", cancellation);
            await File.WriteAllTextAsync(Path.Combine(work, "Directory.Packages.props"), "<Project />\n", cancellation);
            await File.WriteAllTextAsync(Path.Combine(work, "Ahead.csproj"), Project, cancellation);
            await PublishAsync(work, target, cancellation);
            foreach (string file in Directory.EnumerateFiles(AppContext.BaseDirectory))
                if (Path.GetExtension(file) is ".json" or ".xml") File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
            foreach (string file in Directory.EnumerateFiles(target, "Ahead.*")) File.Delete(file);
        }
        catch
        {
            if (Directory.Exists(target)) Directory.Delete(target, recursive: true);
            throw;
        }
    }

    private static async Task PublishAsync(string work, string target, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(WorkerLaunch.Host())
        {
            WorkingDirectory = work,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            ArgumentList = { "publish", "Ahead.csproj", "-c", "Release", "-o", target, "--nologo", "-nodeReuse:false" },
        };
        // When we run under MSBuild ourselves (dotnet run, dotnet test) its variables are for another build.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray()) start.Environment.Remove(name);
        using Process build = Process.Start(start) ?? throw new CourseKitException("cannot start 'dotnet publish'");
        Task<string> output = build.StandardOutput.ReadToEndAsync(cancellation), errors = build.StandardError.ReadToEndAsync(cancellation);
        try
        {
            await build.WaitForExitAsync(cancellation).WaitAsync(Patience, cancellation);
        }
        catch (Exception stopped) when (stopped is TimeoutException or OperationCanceledException)
        {
            build.Kill(entireProcessTree: true);
            throw;
        }
        if (build.ExitCode == 0) return;
        string said = await output + await errors;
        string reason = said.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal)) ?? said.Trim().Split('\n')[^1];
        throw new CourseKitException($"'dotnet publish' failed: {reason}");
    }
}
