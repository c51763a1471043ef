using CourseKit.Notebooks;

namespace CourseKit.Tests.Notebooks;

public sealed class SummaryListTests
{
    private static readonly Course Course = Course.Find();

    public static TheoryData<string> Names => [.. Course.SourceNames()];

    [Theory, MemberData(nameof(Names))]
    public void Every_notebook_ends_with_its_words_and_formulas(string name)
    {
        Notebook notebook = NotebookBuilder.Build(SourceDocument.Load(Path.Combine(Course.Sources, name + ".md")), Edition.Student);
        Assert.All(SummaryList.Of(notebook, SummaryList.Words), word => Assert.Matches(@"^\*\*[^*]+\*\*( \([^)]+\))?: .+[.]$", word));
        Assert.NotEmpty(SummaryList.Of(notebook, SummaryList.Words));
        Assert.All(SummaryList.Of(notebook, SummaryList.Formulas), formula => Assert.Matches(@"\$.+\$", formula));
        Assert.NotEmpty(SummaryList.Of(notebook, SummaryList.Formulas));
    }

    [Fact]
    public void A_word_is_explained_once()
    {
        IEnumerable<string> terms = Course.SourceNames().SelectMany(name =>
            SummaryList.Of(NotebookBuilder.Build(SourceDocument.Load(Path.Combine(Course.Sources, name + ".md")), Edition.Student), SummaryList.Words)).Select(SummaryList.Term);
        Assert.Empty(terms.GroupBy(term => term).Where(term => term.Count() > 1).Select(term => term.Key));
    }
}
