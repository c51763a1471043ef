using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Plotly.NET.Interactive;

namespace CourseKit.Worker;

/// <summary>The files of packages and of all that they need.</summary>
/// <param name="Assemblies">Managed libraries.</param>
/// <param name="NativeLibraries">What they call through P/Invoke.</param>
/// <param name="Extensions">What they bring for .NET Interactive: libraries, and scripts (.dib).</param>
internal sealed record PackageFiles(
    IReadOnlyList<string> Assemblies, IReadOnlyList<string> NativeLibraries, IReadOnlyList<string> Extensions);

/// <summary>Fetches what <c>#r "nuget: …"</c> asks for: by the SDK, with the user's own NuGet configuration, cache, sources and credentials.</summary>
/// <remarks>
/// Microsoft.DotNet.Interactive.PackageManagement does the same, but by F#'s compiler: 19 MB, 7.7 of a release's zip. Like it, this starts
/// no SDK for packages that were restored before.
/// </remarks>
internal static class NuGetPackages
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Packages that come with the program, each as a library of its name. Notebooks that were written for another kernel ask for them;
    /// here they need no network.
    /// </summary>
    private static readonly string[] Own =
        ["Plotly.NET", "Plotly.NET.CSharp", Extension, "MathNet.Numerics", "Microsoft.DotNet.Interactive.Formatting"];

    /// <summary>The one of them that cells do not see unasked; its library is an extension.</summary>
    private const string Extension = "Plotly.NET.Interactive";

    /// <summary>What is here without fetching, "Name 1.2.3 (comes with CourseKit)", whatever version is asked for.</summary>
    /// <param name="package">"Name, Version" or "Name".</param>
    /// <returns>Null where it must be fetched.</returns>
    public static string? Here(string package) => OwnName(package) is string name
        ? $"{name} {AssemblyName.GetAssemblyName(PathOf(name)).Version?.ToString(3)} (comes with CourseKit)"
        : null;

    /// <param name="packages">"Name, Version" or "Name" for the newest.</param>
    /// <param name="sources">Folders or addresses besides the configured ones.</param>
    /// <exception cref="CourseKitException">There is no such package, the machine is offline, or there is no SDK.</exception>
    public static PackageFiles Fetch(IReadOnlyList<string> packages, IReadOnlyList<string> sources, CancellationToken cancellation)
    {
        string[] missing = [.. packages.Where(package => OwnName(package) is null)];
        PackageFiles files = missing.Length > 0 ? Restored(missing, sources, cancellation) : new PackageFiles([], [], []);
        return packages.Select(OwnName).Contains(Extension) ? WithExtension(files) : files;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static PackageFiles WithExtension(PackageFiles files)
    {
        string library = typeof(FormatterKernelExtension).Assembly.Location;
        return files with { Assemblies = [.. files.Assemblies, library], Extensions = [.. files.Extensions, library] };
    }

    private static string? OwnName(string package) =>
        Own.FirstOrDefault(own => own.Equals(package.Split(',')[0].Trim(), StringComparison.OrdinalIgnoreCase));

    private static string PathOf(string own) => Path.Combine(AppContext.BaseDirectory, own + ".dll");

    private static PackageFiles Restored(IReadOnlyList<string> packages, IReadOnlyList<string> sources, CancellationToken cancellation)
    {
        string project = Project(packages, sources);
        bool isFixed = packages.All(HasVersion);
        if (isFixed && RestoreMemory.OfUser.Find(project) is PackageFiles known) return known;
        string work = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "coursekit-packages-" + Path.GetRandomFileName())).FullName;
        try
        {
            File.WriteAllText(Path.Combine(work, "Directory.Build.props"), "<Project />\n");
            File.WriteAllText(Path.Combine(work, "Directory.Packages.props"), "<Project />\n");
            File.WriteAllText(Path.Combine(work, "packages.csproj"), project);
            Restore(work, packages, cancellation);
            PackageFiles files = Read(File.ReadAllBytes(Path.Combine(work, "obj", "project.assets.json")));
            if (isFixed) RestoreMemory.OfUser.Keep(project, files);
            return files;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>Whether it names one version; the newest, or a range, must be asked for each time.</summary>
    private static bool HasVersion(string package) =>
        package.Split(',', 2, StringSplitOptions.TrimEntries) is [_, { Length: > 0 } version] && version.AsSpan().IndexOfAny("*[](),") < 0;

    private static string Project(IReadOnlyList<string> packages, IReadOnlyList<string> sources)
    {
        static string Escape(string text) => System.Security.SecurityElement.Escape(text);
        IEnumerable<string> references = packages.Select(package =>
        {
            string[] parts = package.Split(',', 2, StringSplitOptions.TrimEntries);
            return $"""<PackageReference Include="{Escape(parts[0])}" Version="{Escape(parts.Length > 1 && parts[1].Length > 0 ? parts[1] : "*")}" />""";
        });
        string added = string.Join(';', sources.Select(source => Directory.Exists(source) ? Path.GetFullPath(source) : source));
        return $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net{Environment.Version.Major}.{Environment.Version.Minor}</TargetFramework>
                <RuntimeIdentifier>{System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier}</RuntimeIdentifier>
                <SelfContained>false</SelfContained>
                <UseAppHost>false</UseAppHost>
                <NuGetAudit>false</NuGetAudit>
                <!-- A NuGet.config beside the notebook counts, as it would for a project there. -->
                <RestoreRootConfigDirectory>{Escape(Directory.GetCurrentDirectory())}</RestoreRootConfigDirectory>
                <RestoreAdditionalProjectSources>{Escape(added)}</RestoreAdditionalProjectSources>
              </PropertyGroup>
              <ItemGroup>
                {string.Join("\n    ", references)}
              </ItemGroup>
            </Project>
            """;
    }

    private static Process Started(ProcessStartInfo start, IReadOnlyList<string> packages)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception cause)
        {
            throw new CourseKitException(
                $"{string.Join(", ", packages)} cannot be fetched here: no program may be started, or there is no .NET SDK ({cause.NativeErrorCode})", cause: cause);
        }
    }

    private static void Restore(string work, IReadOnlyList<string> packages, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(WorkerLaunch.Host())
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            ArgumentList = { "restore", Path.Combine(work, "packages.csproj"), "--nologo", "-nodeReuse:false" },
        };
        using Process restore = Started(start, packages);
        restore.StandardInput.Close();
        Task<string> output = restore.StandardOutput.ReadToEndAsync(cancellation), errors = restore.StandardError.ReadToEndAsync(cancellation);
        try
        {
            restore.WaitForExitAsync(cancellation).WaitAsync(Patience, cancellation).GetAwaiter().GetResult();
        }
        catch (Exception stopped) when (stopped is TimeoutException or OperationCanceledException)
        {
            restore.Kill(entireProcessTree: true);
            if (stopped is OperationCanceledException) throw;
        }
        if (restore.HasExited && restore.ExitCode == 0) return;
        string said = restore.HasExited ? output.GetAwaiter().GetResult() + errors.GetAwaiter().GetResult() : "";
        throw new CourseKitException($"cannot get {string.Join(" and ", packages.Select(package => $"'{package}'"))}: {Reason(said)}");
    }

    /// <summary>NuGet's own words, in which the code of the error tells what kind it is.</summary>
    private static string Reason(string said)
    {
        string? line = said.Split('\n').FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal));
        if (line is null) return "'dotnet restore' gave no reason; is the .NET SDK installed?";
        string reason = line[(line.IndexOf("error", StringComparison.Ordinal) + "error".Length)..].Split(" [")[0].Trim(' ', ':', '\r');
        return reason.Contains("NU1301", StringComparison.Ordinal)
            ? $"a package source cannot be reached ({reason}); without network only packages in the local cache can be used, with their exact version"
            : reason;
    }

    /// <summary>NuGet's own account of what it restored: for each library the files that this framework and machine need.</summary>
    private static PackageFiles Read(byte[] assets)
    {
        JsonElement root = JsonDocument.Parse(assets).RootElement;
        string[] folders = [.. root.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name)];
        JsonElement target = root.GetProperty("targets").EnumerateObject().Last().Value;
        IEnumerable<string> Files(string kind) =>
            from library in target.EnumerateObject()
            where library.Value.TryGetProperty(kind, out _)
            let path = root.GetProperty("libraries").GetProperty(library.Name).GetProperty("path").GetString()!
            from file in library.Value.GetProperty(kind).EnumerateObject()
            where !file.Name.EndsWith("_._", StringComparison.Ordinal)
            select folders.Select(folder => Path.Combine(folder, path, file.Name)).FirstOrDefault(File.Exists) into found
            where found is not null
            select found;
        IEnumerable<string> extensions =
            from library in target.EnumerateObject().Reverse()
            where root.GetProperty("libraries").GetProperty(library.Name).TryGetProperty("path", out _)
            let path = root.GetProperty("libraries").GetProperty(library.Name).GetProperty("path").GetString()
            from folder in folders
            let home = Path.Combine(folder, path, "interactive-extensions", "dotnet")
            where Directory.Exists(home)
            from file in Directory.EnumerateFiles(home).Order(StringComparer.Ordinal)
            where Path.GetExtension(file) == ".dll" || Path.GetFileName(file) == "extension.dib"
            select file;
        return new PackageFiles([.. Files("runtime")], [.. Files("native")], [.. extensions]);
    }
}
