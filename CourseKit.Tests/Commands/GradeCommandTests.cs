using System.Globalization;
using CourseKit.Commands;

namespace CourseKit.Tests.Commands;

public class GradeCommandTests
{
    [Theory]
    [InlineData("Ada Quill", "Ada Quill")]
    [InlineData("[red]Ada\u202E", "[[red]]Ada\uFFFD")]
    public void A_short_name_is_shown_whole(string name, string shown) => Assert.Equal(shown, GradeCommand.Name(name));

    [Theory]
    [InlineData("x")]
    [InlineData("🦊")]
    [InlineData("e\u0301")]
    public void A_long_name_is_cut_between_its_letters(string letter)
    {
        string shown = GradeCommand.Name(string.Concat(Enumerable.Repeat(letter, 240)));
        Assert.Equal(48, new StringInfo(shown).LengthInTextElements);
        Assert.Equal(string.Concat(Enumerable.Repeat(letter, 47)) + "…", shown);
    }
}
