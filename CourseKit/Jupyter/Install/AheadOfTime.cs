using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security;
using CourseKit.Worker;

namespace CourseKit.Jupyter.Install;

/// <summary>
/// A copy of this program compiled ahead to machine code (ReadyToRun). The compiler that runs the cells is large: compiled ahead,
/// its first answer comes in a third of the time.
/// </summary>
internal static class AheadOfTime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Students' arithmetic stays with the just-in-time compiler, which knows the vector instructions of this machine.</summary>
    private const string NotAhead = "CourseLib.dll;MathNet.Numerics.dll;Ahead.dll";

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
            <Reference Include="{SecurityElement.Escape(AppContext.BaseDirectory)}*.dll" />
            <PublishReadyToRunExclude Include="{NotAhead}" />
          </ItemGroup>
        </Project>
        """;

    /// <summary>Makes the copy in a new folder and gives the path of its coursekit.dll.</summary>
    /// <exception cref="CourseKitException">There is no SDK, or it cannot get the compiler: the machine is offline, for example.</exception>
    public static async Task<string> CompileAsync(CancellationToken cancellation)
    {
        string work = Directory.CreateTempSubdirectory("coursekit-kernel-").FullName;
        string target = Path.Combine(KernelFolders.Programs, Path.GetRandomFileName());
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
            return Path.Combine(target, Path.GetFileName(typeof(AheadOfTime).Assembly.Location));
        }
        catch
        {
            if (Directory.Exists(target)) Directory.Delete(target, recursive: true);
            throw;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>Removes all copies but the one that <paramref name="keep"/> lies in.</summary>
    public static void RemoveOthers(string? keep)
    {
        if (!Directory.Exists(KernelFolders.Programs)) return;
        foreach (string folder in Directory.EnumerateDirectories(KernelFolders.Programs))
        {
            if (keep is not null && Path.GetDirectoryName(keep) == folder) continue;
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
            {
                // A kernel runs from it, on Windows. The next installation tries again.
            }
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
