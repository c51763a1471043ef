namespace CourseKit.Tests;

public sealed class CourseTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("coursekit-course-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Theory]
    [InlineData("datasets/", "notebooks/")]
    [InlineData("notebooks/src/")]
    [InlineData("notebooks/01-a.ipynb")]
    public void A_course_is_found_with_what_has_not_got_lost(params string[] parts)
    {
        foreach (string part in parts)
        {
            string path = Path.Combine(root, part);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (!part.EndsWith('/')) File.WriteAllText(path, "{}");
        }
        Assert.Equal(root, Course.Find(Path.Combine(root, "notebooks")).Root);
    }

    [Fact]
    public void A_folder_of_that_name_alone_is_none()
    {
        Directory.CreateDirectory(Path.Combine(root, "notebooks"));
        Assert.NotEqual(root, Course.TryFind(Path.Combine(root, "notebooks"))?.Root);
    }
}
