namespace CourseLib.Tests.Data;

/// <summary>A temporary folder and environment variables, both put back at the end. Tests that use it run alone.</summary>
internal sealed class Surroundings : IDisposable
{
    private readonly Dictionary<string, string?> before = [];

    public string Folder { get; } = Directory.CreateTempSubdirectory("course-data-").FullName;

    public Surroundings Set(string variable, string? value)
    {
        before.TryAdd(variable, Environment.GetEnvironmentVariable(variable));
        Environment.SetEnvironmentVariable(variable, value);
        return this;
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
