using System.Text.Json.Nodes;
using CourseKit.Notebooks;
using CourseKit.Tests.Jupyter;

namespace CourseKit.Tests.Notebooks;

/// <summary>Every page of the course in a browser, from a phone to a wide desktop.</summary>
public class PageWidthTests
{
    private static readonly int[] Widths = [360, 768, 1100, 1440, 1920];

    /// <summary>
    /// What is wrong with the page as it is now: the page itself scrolls sideways; from a tablet on, a paragraph has fewer than 45 characters a line; on a
    /// desktop a formula is cut. Code, tables and, on a phone, formulas may scroll by themselves.
    /// </summary>
    private const string Faults = """
        (() => {
          const said = [], root = document.documentElement;
          if (root.scrollWidth > innerWidth) said.push(`the page is ${root.scrollWidth} pixels wide`);
          const ruler = document.createElement('span');
          ruler.textContent = 'n'.repeat(50); ruler.style.position = 'absolute';
          document.querySelector('main').append(ruler);
          const character = ruler.getBoundingClientRect().width / 50;
          ruler.remove();
          if (innerWidth >= 768)
            for (const p of document.querySelectorAll('main .prose > p'))
              if (p.getBoundingClientRect().width < 45 * character) said.push(`a column of ${Math.floor(p.getBoundingClientRect().width / character)} characters`);
          if (innerWidth >= 1100)
            for (const f of document.querySelectorAll('.formula'))
              if (f.scrollWidth > f.clientWidth + 1) said.push(`a formula of ${f.scrollWidth} pixels in ${f.clientWidth}: ${f.textContent.slice(0, 40)}`);
          return said;
        })()
        """;

    [SkippableFact]
    public async Task No_page_is_cut_or_crowded_at_any_width_and_the_search_finds_what_they_say()
    {
        Skip.IfNot(File.Exists(DrivenBrowser.Program), "needs Chromium; on Debian: apt-get install chromium");
        Course course = Course.Find(AppContext.BaseDirectory);
        (string Name, Notebook Notebook)[] notebooks = [.. course.Names().Select(name => (name,
            NotebookBuilder.Build(SourceDocument.Load(Path.Combine(course.Sources, name + ".md")), Edition.Instructor)))];
        Site site = new(notebooks, Concept.Of(course));
        string folder = Directory.CreateTempSubdirectory("coursekit-pages-").FullName;
        try
        {
            (string Name, string Html)[] pages = [.. notebooks.Select(entry => (entry.Name,
                HtmlPage.Render(entry.Notebook, new HtmlOptions(ImageFolder: course.Notebooks, Navigation: site.Navigation(entry.Name)))))];
            foreach ((string name, string html) in pages) File.WriteAllText(Path.Combine(folder, name + ".html"), html);
            foreach ((string file, string html) in site.Pages(new Dictionary<string, string>(), pages)) File.WriteAllText(Path.Combine(folder, file), html);
            await using DrivenBrowser browser = await DrivenBrowser.OpenAsync("about:blank", 1280, 900);
            List<string> faults = [];
            foreach (string page in Directory.EnumerateFiles(folder, "*.html").Order())
            {
                await browser.GoAsync("file://" + page);
                foreach (int width in Widths)
                {
                    await browser.ResizeAsync(width, 900);
                    Assert.Equal(width, (await browser.EvaluateAsync("innerWidth"))!.GetValue<int>());
                    faults.AddRange(((JsonArray)(await browser.EvaluateAsync(Faults))!).Select(fault => $"{Path.GetFileName(page)} at {width}: {fault}"));
                }
            }
            Assert.Empty(faults);

            await browser.GoAsync("file://" + Path.Combine(folder, "search.html"));
            JsonArray found = (JsonArray)(await browser.EvaluateAsync("""
                (() => { const q = document.getElementById('q'); q.value = 'receptive field'; q.dispatchEvent(new Event('input'));
                  return [...document.querySelectorAll('#found a')].map(a => a.getAttribute('href')); })()
                """))!;
            Assert.NotEmpty(found);
            Assert.All(found, href =>
            {
                string[] place = href!.ToString().Split('#');
                string there = File.ReadAllText(Path.Combine(folder, place[0]));
                if (place.Length > 1) Assert.Contains($"id=\"{place[1]}\"", there);
            });
            Assert.True((await browser.EvaluateAsync("document.querySelectorAll('#found mark').length > 0"))!.GetValue<bool>());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
