namespace CourseKit.Tests.Datasets;

/// <summary>A temporary folder that is also the data cache, and environment variables; all put back at the end. Tests that use it run alone.</summary>
internal sealed class Surroundings : IDisposable
{
    private readonly Dictionary<string, string?> before = [];

    public Surroundings()
    {
        Set("COURSEKIT_CACHE", Path.Combine(Folder, "cache"));
        Set("COURSEKIT_DATASETS", Path.Combine(Folder, "datasets"));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("coursekit-data-").FullName;

    public void Set(string variable, string? value)
    {
        before.TryAdd(variable, Environment.GetEnvironmentVariable(variable));
        Environment.SetEnvironmentVariable(variable, value);
    }

    /// <summary>Puts a shell script called npm where only it is found, beside the shell's own commands.</summary>
    public void InstallNpm(string script)
    {
        string folder = Directory.CreateDirectory(Path.Combine(Folder, "bin")).FullName;
        string npm = Path.Combine(folder, "npm");
        File.WriteAllText(npm, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(npm, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        before.TryAdd("PATH", Environment.GetEnvironmentVariable("PATH"));
        Environment.SetEnvironmentVariable("PATH", folder + Path.PathSeparator + before["PATH"]);
    }

    public void Dispose()
    {
        foreach ((string variable, string? value) in before) Environment.SetEnvironmentVariable(variable, value);
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>Environment variables belong to the whole process.</summary>
[CollectionDefinition("environment", DisableParallelization = true)]
public sealed class EnvironmentCollection;
