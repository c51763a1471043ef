using CourseKit.Worker;

namespace CourseKit.Tests.Worker;

/// <summary>Whether Enter runs the text, begins another line, or shows what can never become C#.</summary>
public sealed class CompletenessTests
{
    public static TheoryData<string, string> Texts => new()
    {
        // What runs as it stands.
        { "complete", "" },
        { "complete", "// nothing but a comment" },
        { "complete", "1 + 1" },
        { "complete", "int x = 5;" },
        { "complete", "Console.WriteLine()" },
        { "complete", "if (true) { }" },
        { "complete", "int Twice(int n) => 2 * n;" },
        { "complete", "class C { }" },
        { "complete", "using System.Net;" },
        { "complete", "var s = \"\"\"\n  a\n  \"\"\";" },
        { "complete", "var s = @\"a\nb\";" },
        { "complete", "#if A\nnonsense ))\n#endif" },
        { "complete", "#!time\n1" },
        { "complete", "#!who" },
        { "complete", "#r \"nuget: Some.Package, 1.0.0\"" },
        { "complete", "/* a\nb */" },
        { "complete", "[1, 2, 3]" },
        { "complete", "$\"{1 + 1}\"" },

        // What further lines can end.
        { "incomplete", "int x = 5" },
        { "incomplete", "int x =" },
        { "incomplete", "1 +" },
        { "incomplete", "a ? b" },
        { "incomplete", "a ? b :" },
        { "incomplete", "Console." },
        { "incomplete", "Console.WriteLine(" },
        { "incomplete", "Math.Max(1," },
        { "incomplete", "if (true)" },
        { "incomplete", "if (true) {" },
        { "incomplete", "for (int i = 0; i < 3; i++)" },
        { "incomplete", "for (int i = 0;" },
        { "incomplete", "foreach (var x in" },
        { "incomplete", "while (true) { if (a) { b();" },
        { "incomplete", "do { }" },
        { "incomplete", "try { }" },
        { "incomplete", "try { } catch" },
        { "incomplete", "switch (x) { case 1:" },
        { "incomplete", "var y = x switch { 1 =>" },
        { "incomplete", "class C" },
        { "incomplete", "class C { void M() {" },
        { "incomplete", "record R(int A," },
        { "incomplete", "public" },
        { "incomplete", "int Twice(int n)" },
        { "incomplete", "int Twice(int n) =>" },
        { "incomplete", "var f = (int n) =>" },
        { "incomplete", "List<int" },
        { "incomplete", "Dictionary<string, List<int" },
        { "incomplete", "new Dictionary<string, int> {" },
        { "incomplete", "int[] a = [1, 2," },
        { "incomplete", "int[] a = { 1, 2," },
        { "incomplete", "(int a, int" },
        { "incomplete", "return" },
        { "incomplete", "using System" },
        { "incomplete", "[Obsolete" },
        { "incomplete", "[Obsolete(\"a\"" },
        { "incomplete", "/* a comment" },
        { "incomplete", "1 /* a comment" },
        { "incomplete", "foo(/* a comment" },
        { "incomplete", "@\"verbatim" },
        { "incomplete", "foo(@\"verbatim" },
        { "incomplete", "$@\"verbatim {x} and" },
        { "incomplete", "\"\"\"" },
        { "incomplete", "var s = \"\"\"\n  raw" },
        { "incomplete", "foo(\"\"\"\"\n  raw with \"\"\"" },
        { "incomplete", "$\"\"\"\n  {x} raw" },
        { "incomplete", "$\"{Math.Max(1," },
        { "incomplete", "$\"{x" },
        { "incomplete", "#if DEBUG" },
        { "incomplete", "#if DEBUG\nx();" },
        { "incomplete", "#if A\n#else" },
        { "incomplete", "#region a\nx();" },

        // What no further line can mend.
        { "invalid", "int x = ))" },
        { "invalid", "\"abc" },
        { "invalid", "var s = \"abc;" },
        { "invalid", "foo(\"abc" },
        { "invalid", "if (true) { foo(\"abc" },
        { "invalid", "\"abc\nint x = 5;" },
        { "invalid", "\"ends in a backslash\\" },
        { "invalid", "$\"abc" },
        { "invalid", "'a" },
        { "invalid", "'" },
        { "invalid", "'ab'" },
        { "invalid", "\"\\q\"" },
        { "invalid", "\"\"\"raw in one line" },
        { "invalid", ")" },
        { "invalid", "}" },
        { "invalid", "]" },
        { "invalid", "foo(1))" },
        { "invalid", "foo(1]" },
        { "invalid", "foo(1]; bar(" },
        { "invalid", "var a = [1, 2);" },
        { "invalid", "if (true) { ) }" },
        { "invalid", "class C { } }" },
        { "invalid", "else { }" },
        { "invalid", "catch { }" },
        { "invalid", "case 1:" },
        { "invalid", "#endif" },
        { "invalid", "#else" },
        { "invalid", "#endregion" },
        { "invalid", "#error no" },
        { "invalid", "#nonsense" },
        { "invalid", "#if" },
        { "invalid", "#r missing-quotes.dll" },
        { "invalid", "#!no-such-directive" },
        { "invalid", "int 5x = 3" },
        { "invalid", "int x = = 3" },
        { "invalid", "int x = )) /* a comment" },
        { "invalid", "int x = )) + @\"verbatim" },
        { "invalid", "x = 08'5" },
        { "invalid", "a ` b" },
        { "invalid", "for (int i = 0; i < 3; i++; ) {" },
        { "invalid", "1 + + ;" },
    };

    [Theory, MemberData(nameof(Texts))]
    public void A_console_is_told_what_Enter_should_do(string status, string text) =>
        Assert.Equal(status, Completeness.Answer(new IsCompleteRequest(1, text)).Status);

    [Theory]
    [InlineData("if (true) {", 4)]
    [InlineData("if (true) {\n    foo(", 8)]
    [InlineData("int x =", 0)]
    public void The_next_line_is_indented_by_what_is_open(string text, int spaces) =>
        Assert.Equal(new string(' ', spaces), Completeness.Answer(new IsCompleteRequest(1, text)).Indent);

    [Fact]
    public void A_text_that_stops_between_two_of_its_words_can_go_on()
    {
        const string text = "class Point { public int X { get; } = 3; int Sum ( int a , int b ) { return a + b ; } }";
        for (int end = text.IndexOf(' '); end >= 0; end = text.IndexOf(' ', end + 1))
            Assert.Equal("incomplete", Completeness.Answer(new IsCompleteRequest(1, text[..end])).Status);
        Assert.Equal("complete", Completeness.Answer(new IsCompleteRequest(1, text)).Status);
    }
}
