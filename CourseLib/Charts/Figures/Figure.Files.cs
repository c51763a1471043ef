using System.ComponentModel;
using System.Diagnostics;
using CourseLib.Charts.Html;

namespace CourseLib.Charts;

public sealed partial record Figure
{
    /// <summary>Writes the figure as a page of its own, which needs no network; <c>.html</c> is added when it is missing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="OpenInBrowser">Whether the page is opened as well.</param>
    public void SaveHtml(string path, bool OpenInBrowser = false)
    {
        string file = Path.HasExtension(path) ? path : path + ".html";
        File.WriteAllText(file, FigureHtml.Page(this));
        if (OpenInBrowser) Open(file);
    }

    /// <summary>Writes the figure as an SVG file.</summary>
    public void SaveSvg(string path) => File.WriteAllText(Path.HasExtension(path) ? path : path + ".svg", ToSvg());

    /// <summary>Opens the figure in a browser, outside the notebook; in a cell, end with the figure itself to see it there.</summary>
    public void Show()
    {
        string file = Path.Combine(Path.GetTempPath(), $"chart-{Svg.FigureSvg.Hash(this)}.html");
        SaveHtml(file, OpenInBrowser: true);
    }

    private static void Open(string file)
    {
        try
        {
            using Process? browser = Process.Start(new ProcessStartInfo(file) { UseShellExecute = true });
        }
        catch (Exception refused) when (refused is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            Console.WriteLine($"No browser could be started; the chart is in {file}");
        }
    }
}
