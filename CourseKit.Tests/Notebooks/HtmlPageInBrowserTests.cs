using System.Buffers.Binary;
using System.Diagnostics;
using CourseKit.Notebooks;

namespace CourseKit.Tests.Notebooks;

public class HtmlPageInBrowserTests
{
    private const string Browser = "/usr/bin/chromium";

    [SkippableTheory]
    [InlineData(1280, 1600)]
    [InlineData(390, 1600)]
    public void A_browser_draws_the_page(int width, int height)
    {
        Skip.IfNot(File.Exists(Browser), "needs Chromium; on Debian: apt-get install chromium");
        string folder = Directory.CreateTempSubdirectory("coursekit-browser-").FullName;
        try
        {
            string page = Path.Combine(folder, "page.html");
            File.WriteAllText(page, HtmlPage.Render(NotebookBuilder.Build(SourceDocument.Load(Sample.File("42-sample.md")), Edition.Student)));
            byte[] drawn = Screenshot(page, folder, width, height);
            Assert.Equal((width, height), Size(drawn));
            // An empty picture of this size compresses to a few thousand bytes.
            Assert.True(drawn.Length > 25_000, $"the picture has only {drawn.Length} bytes");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[] Screenshot(string page, string folder, int width, int height)
    {
        string picture = page + ".png";
        using var browser = new Process { StartInfo = new(Browser) { RedirectStandardError = true, RedirectStandardOutput = true } };
        foreach (string argument in new[]
            { "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
              "--hide-scrollbars", $"--user-data-dir={Path.Combine(folder, "profile")}", $"--window-size={width},{height}", $"--screenshot={picture}", "file://" + page })
            browser.StartInfo.ArgumentList.Add(argument);
        browser.Start();
        Task<string> output = browser.StandardOutput.ReadToEndAsync(), error = browser.StandardError.ReadToEndAsync();
        if (!browser.WaitForExit(TimeSpan.FromMinutes(3))) browser.Kill(entireProcessTree: true);
        Assert.True(File.Exists(picture), output.Result + error.Result);
        return File.ReadAllBytes(picture);
    }

    /// <summary>Width and height from the header of a PNG file.</summary>
    private static (int, int) Size(byte[] png) => (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
}
