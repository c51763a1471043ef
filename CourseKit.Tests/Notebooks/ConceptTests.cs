using CourseKit.Notebooks;

namespace CourseKit.Tests.Notebooks;

public sealed class ConceptTests
{
    private static readonly Course Course = Course.Find();

    [Fact]
    public void Every_notebook_teaches_its_concepts_in_cells_that_run()
    {
        IReadOnlyList<string> names = Course.SourceNames();
        string[] open = [.. Concept.Of(Course).SelectMany(concept => concept.Notebooks, (concept, number) => (concept, Name: names.FirstOrDefault(name => name.StartsWith(number + "-", StringComparison.Ordinal))))
            .Where(entry => entry.Name is null || !Covered(entry.Name).Contains(entry.concept.Id))
            .Select(entry => $"{entry.Name ?? "no notebook"}: {entry.concept.Id}, {entry.concept.Name}")];
        Assert.True(open.Length == 0, $"taught by no cell:\n{string.Join('\n', open)}");
    }

    [Fact]
    public void What_a_cell_covers_is_a_concept()
    {
        string[] known = [.. Concept.Of(Course).Select(concept => concept.Id)];
        Assert.Empty(Course.SourceNames().SelectMany(Covered).Except(known));
    }

    [Fact]
    public void A_line_that_is_no_concept_is_named()
    {
        string root = Directory.CreateTempSubdirectory().FullName;
        try
        {
            var course = new Course(root);
            Directory.CreateDirectory(course.Sources);
            Assert.Empty(Concept.Of(course));
            string path = Path.Combine(course.Sources, "concepts.tsv");
            File.WriteAllText(path, "N3\t07\tone\nN4 08 two\n");
            Assert.Contains("line 2", Assert.Throws<CourseKitException>(() => Concept.Of(course)).Message);
            File.WriteAllText(path, "N3\t07\tone\nN3\t08\ttwo\n");
            Assert.Contains("twice", Assert.Throws<CourseKitException>(() => Concept.Of(course)).Message);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static IReadOnlySet<string> Covered(string name) =>
        SourceDocument.Load(Path.Combine(Course.Sources, name + ".md")).Blocks.OfType<Fence>().SelectMany(fence => fence.Role.Covers ?? []).ToHashSet();
}
