using CourseKit.Worker;

namespace CourseKit.Tests.Worker;

public sealed class RestoreMemoryTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("coursekit-memory-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    private RestoreMemory Memory => new(Path.Combine(root, "kept"), Directory.CreateDirectory(Path.Combine(root, "a", "b")).FullName);

    private PackageFiles Files(string library)
    {
        File.WriteAllText(Path.Combine(root, library), "");
        return new PackageFiles([Path.Combine(root, library)], [], []);
    }

    [Fact]
    public void What_was_restored_is_found_by_the_next()
    {
        Memory.Keep("one", Files("one.dll"));
        Memory.Keep("two", Files("two.dll"));
        Assert.Equal([Path.Combine(root, "one.dll")], Memory.Find("one")!.Assemblies);
        Assert.Equal([Path.Combine(root, "two.dll")], Memory.Find("two")!.Assemblies);
        Assert.Null(Memory.Find("three"));
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(root, "kept")), file => !file.EndsWith(".json", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_has_gone_must_be_fetched_again()
    {
        Memory.Keep("one", Files("one.dll"));
        File.Delete(Path.Combine(root, "one.dll"));
        Assert.Null(Memory.Find("one"));
    }

    [Theory]
    [InlineData("a/b/nuget.config")]
    [InlineData("a/NuGet.Config")]
    public void Another_configuration_must_be_asked(string configuration)
    {
        Memory.Keep("one", Files("one.dll"));
        File.WriteAllText(Path.Combine(root, configuration), "<configuration/>");
        Assert.Null(Memory.Find("one"));
        Memory.Keep("one", Files("one.dll"));
        Assert.NotNull(Memory.Find("one"));
        File.AppendAllText(Path.Combine(root, configuration), "<!-- changed -->");
        Assert.Null(Memory.Find("one"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"Assemblies\":[]}")]
    [InlineData("{\"Assemblies\":3}")]
    public void A_damaged_memory_is_none(string content)
    {
        Memory.Keep("one", Files("one.dll"));
        File.WriteAllText(Directory.EnumerateFiles(Path.Combine(root, "kept")).Single(), content);
        Assert.Null(Memory.Find("one"));
    }

    [Fact]
    public void Where_nothing_may_be_written_nothing_is_remembered()
    {
        File.WriteAllText(Path.Combine(root, "kept"), "a file in the folder's place");
        Memory.Keep("one", Files("one.dll"));
        Assert.Null(Memory.Find("one"));
    }
}
