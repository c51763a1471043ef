using CourseLib.Data;

namespace CourseLib.Tests.Data;

[Collection("environment")]
public sealed class DatasetFolderTests : IDisposable
{
    private readonly Surroundings surroundings = new();

    public void Dispose() => surroundings.Dispose();

    [Fact]
    public void The_cache_is_where_its_variable_says()
    {
        surroundings.Set("COURSEKIT_CACHE", surroundings.Folder);
        Assert.Equal(surroundings.Folder, DatasetFolder.Cache());
    }

    [SkippableFact]
    public void Without_a_variable_the_cache_follows_the_XDG_specification()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the XDG specification is Linux's; run this test there");
        surroundings.Set("COURSEKIT_CACHE", null).Set("HOME", surroundings.Folder).Set("XDG_CACHE_HOME", "/somewhere");
        Assert.Equal("/somewhere/coursekit", DatasetFolder.Cache());
        string inHome = Path.Combine(surroundings.Folder, ".cache", "coursekit");
        surroundings.Set("XDG_CACHE_HOME", "relative/path");
        Assert.Equal(inHome, DatasetFolder.Cache());
        surroundings.Set("XDG_CACHE_HOME", "");
        Assert.Equal(inHome, DatasetFolder.Cache());
    }

    [Fact]
    public void Subsets_are_found_where_their_variable_says()
    {
        string folder = Directory.CreateDirectory(Path.Combine(surroundings.Folder, "cifar10")).FullName;
        File.WriteAllText(Path.Combine(folder, DatasetManifest.FileName), "{}");
        surroundings.Set("COURSEKIT_DATASETS", surroundings.Folder);
        Assert.Equal(folder, DatasetFolder.Embedded("cifar10"));
        Assert.Null(DatasetFolder.Embedded("mnist"));
    }

    [Theory]
    [InlineData("full", true)]
    [InlineData("FULL", true)]
    [InlineData("embedded", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_full_means_full(string? value, bool full)
    {
        surroundings.Set("COURSEKIT_DATA", value);
        Assert.Equal(full, DatasetFolder.WantsFull());
    }
}
