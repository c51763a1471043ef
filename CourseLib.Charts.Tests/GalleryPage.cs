namespace CourseLib.Charts.Tests;

public class GalleryPage
{
    [SkippableFact]
    public void Gallery_page_is_written()
    {
        string? path = Environment.GetEnvironmentVariable("COURSELIB_GALLERY");
        Skip.If(path is null, "set COURSELIB_GALLERY to the path of a page to write, and look at it in a browser");
        File.WriteAllText(path!, Gallery.Page());
        Assert.True(new FileInfo(path!).Length > 10_000);
    }
}
