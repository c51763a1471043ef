using CourseKit.Worker;
using CourseLib.Charts;
using CourseLib.Tensors;

namespace CourseKit.Tests.Worker;

/// <summary>As a library would declare it: nothing of CourseKit in it.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    public Type FormatterSourceType { get; } = formatterSourceType;
    public string[] PreferredMimeTypes { get; set; } = [];
}

[TypeFormatterSource(typeof(BadgeFormatters), PreferredMimeTypes = ["text/html"])]
internal class Badge(string text)
{
    public string Text => text;
    public override string ToString() => $"badge {text}";
}

internal sealed class GoldBadge() : Badge("gold");

internal sealed class BadgeFormatters
{
    public IEnumerable<object> CreateTypeFormatters() => [new BadgeFormatter("image/svg+xml"), new BadgeFormatter("text/html"), new SilentFormatter()];
}

internal sealed class BadgeFormatter(string mimeType)
{
    public string MimeType { get; set; } = mimeType;

    public bool Format(object instance, TextWriter writer)
    {
        writer.Write($"<{MimeType}>{((Badge)instance).Text}");
        return true;
    }
}

internal sealed class SilentFormatter
{
    public string MimeType { get; set; } = "text/latex";
    public bool Format(object instance, TextWriter writer) => false;
}

[TypeFormatterSource(typeof(string))]
internal sealed class NotReallyFormattable;

public sealed class FormatterTests
{
    private enum Colour { Red }

    private sealed record Row(string Name, double Loss);

    private struct Point { public int X { get; set; } public float Y; }

    public static TheoryData<object?, string> Plain => new()
    {
        { null, "null" },
        { "text as it is", "text as it is" },
        { 1.5, "1.5" },
        { 1e-7f, "1E-07" },
        { true, "True" },
        { 'c', "'c'" },
        { Colour.Red, "Red" },
        { new[] { 1, 2, 3 }, "[1, 2, 3]" },
        { new List<string> { "a", "b" }, "[\"a\", \"b\"]" },
        { new[] { new[] { 1 }, [2, 3] }, "[[1], [2, 3]]" },
        { new[,] { { 1, 2 }, { 3, 4 } }, "[[1, 2], [3, 4]]" },
        { new Dictionary<string, int> { ["one"] = 1, ["two"] = 2 }, "{\"one\": 1, \"two\": 2}" },
        { new Row("net", 0.25), "Row { Name = net, Loss = 0.25 }" },
        { new { A = 1, B = "x" }, "{ A = 1, B = x }" },
        { (1, "x"), "(1, x)" },
        { new Point { X = 1, Y = 2.5f }, "Point { Y = 2.5, X = 1 }" },
        { typeof(Dictionary<string, int[]>), "Dictionary<string, int[]>" },
        { Array.Empty<int>(), "[]" },
        { new object(), "object" },
    };

    [Theory, MemberData(nameof(Plain))]
    public void Every_value_has_a_plain_text(object? value, string expected) => Assert.Equal(expected, Formatter.Bundle(value)["text/plain"]);

    [Fact]
    public void A_long_sequence_is_abbreviated() =>
        Assert.Equal("[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, … (1000 items)]", Formatter.Bundle(Enumerable.Range(0, 1000).ToList())["text/plain"]);

    [Fact]
    public void An_endless_sequence_is_cut()
    {
        static IEnumerable<int> Endless() { for (int i = 0; ; i++) yield return i; }
        Assert.EndsWith("19, …]", Formatter.Bundle(Endless())["text/plain"]);
    }

    [Fact]
    public void A_lazy_sequence_runs_once()
    {
        int runs = 0;
        IEnumerable<Row> Lazy() { runs++; yield return new Row("a", 1); }
        IReadOnlyDictionary<string, string> bundle = Formatter.Bundle(Lazy());
        Assert.Equal(1, runs);
        Assert.Contains("<table>", bundle["text/html"]);
    }

    [Fact]
    public void A_value_that_contains_itself_ends()
    {
        var list = new List<object>();
        list.Add(list);
        Assert.StartsWith("[[[", Formatter.Bundle(list)["text/plain"]);
    }

    [Fact]
    public void A_property_that_throws_is_named()
    {
        Assert.Equal("Grumpy { Mood = <InvalidOperationException> }", Formatter.Bundle(new Grumpy())["text/plain"]);
    }

    [Fact]
    public void Records_are_a_table_too()
    {
        IReadOnlyDictionary<string, string> bundle = Formatter.Bundle(new[] { new Row("a<b", 0.5), new Row("c", double.NaN) });
        Assert.Contains("<thead><tr><td><span>Name</span></td><td><span>Loss</span></td></tr></thead>", bundle["text/html"]);
        Assert.Contains("<tr><td>a&lt;b</td><td><div class=\"dni-plaintext\"><pre>0.5</pre></div></td></tr>", bundle["text/html"]);
        Assert.Contains("<pre>NaN</pre>", bundle["text/html"]);
        Assert.StartsWith("[Row {", bundle["text/plain"]);
    }

    [Fact]
    public void Of_many_records_the_first_are_shown()
    {
        string html = Formatter.Bundle(Enumerable.Range(0, 1000).Select(i => new Row($"row {i}", i)).ToList())["text/html"];
        Assert.Contains("row 49<", html);
        Assert.DoesNotContain("row 50<", html);
        Assert.Contains("950 more rows", html);
    }

    [Fact]
    public void What_holds_other_values_is_a_tree_that_can_be_expanded()
    {
        object net = new { Name = "net", Best = new Row("epoch 3", 0.25), Grid = new[,] { { 1, 2 }, { 3, 4 } }, Bad = new Grumpy() };
        IReadOnlyDictionary<string, string> bundle = Formatter.Bundle(net);
        Assert.Contains("<details open=\"open\" class=\"dni-treeview\">", bundle["text/html"]);
        Assert.Contains("<code>Row { Name = epoch 3, Loss = 0.25 }</code>", bundle["text/html"]);
        Assert.Contains("[[1, 2], [3, 4]]", bundle["text/html"]);
        Assert.Contains("&lt;InvalidOperationException&gt;", bundle["text/html"]);
        Assert.Contains("<th><i>key</i></th>", Formatter.Bundle(new Dictionary<string, int> { ["one"] = 1 })["text/html"]);
    }

    [Fact]
    public void A_tensor_or_a_chart_in_another_value_shows_as_it_does_alone()
    {
        // Not within the time of the value that holds it: the first chart of a process loads its libraries.
        Assert.Contains("<svg", Formatter.Bundle(Chart.Line([1], [2]), "text/html")["text/html"]);
        Tensor weights = Tensor.From([1f, 2], 2);
        string html = Formatter.Bundle(new { Weights = weights, Curve = Chart.Line([1, 2], [3, 4], Name: "loss") })["text/html"];
        Assert.Contains(Formatter.Bundle(weights)["text/html"], html);
        Assert.Contains("<svg", html);
    }

    [Fact]
    public void A_stated_type_may_be_any_that_the_library_knows()
    {
        Assert.Contains("<pre>1</pre>", Formatter.Bundle((1, "x"), "text/html")["text/html"]);
        Assert.Equal("{\"Name\":\"a\",\"Loss\":1}", Formatter.Bundle(new Row("a", 1), "application/json")["application/json"]);
        Row[] rows = [new("a", 1)];
        Assert.Equal(["text/csv", "application/json", "text/plain"], Formatter.Bundle(rows, "text/csv", "application/json").Keys);
    }

    /// <summary>What a value says in text only: its HTML would say no more.</summary>
    [Fact]
    public void What_text_says_is_not_said_twice()
    {
        object[] values =
        [
            1.5m, "text", (1, "x"), new[] { 1, 2 }, new[,] { { 1 } }, new List<string> { "a" }, Colour.Red, typeof(int),
            new InvalidOperationException("why"), new object(), DateTime.UnixEpoch,
        ];
        Assert.All(values, value => Assert.Equal(["text/plain"], Formatter.Bundle(value).Keys));
    }

    [Fact]
    public void Formatters_are_found_by_the_name_of_their_attribute()
    {
        IReadOnlyDictionary<string, string> bundle = Formatter.Bundle(new Badge("new"));
        Assert.Equal(["text/html", "image/svg+xml", "text/plain"], bundle.Keys);
        Assert.Equal("<text/html>new", bundle["text/html"]);
        Assert.Equal("badge new", bundle["text/plain"]);
    }

    [Fact]
    public void Formatters_of_a_base_type_serve_as_well() => Assert.Equal("<text/html>gold", Formatter.Bundle(new GoldBadge())["text/html"]);

    [Fact]
    public void A_source_that_is_none_says_what_it_lacks() =>
        Assert.Contains("CreateTypeFormatters", Assert.ThrowsAny<MissingMemberException>(() => Formatter.Bundle(new NotReallyFormattable())).Message);

    [Fact]
    public void A_stated_type_is_kept()
    {
        Assert.Equal("<b>x</b>", Formatter.Bundle("<b>x</b>", "text/html")["text/html"]);
        Assert.Equal("<text/html>new", Formatter.Bundle(new Badge("new"), "text/html")["text/html"]);
        Assert.Equal("3", Formatter.Bundle(3, "application/json")["application/json"]);
    }

    [Fact]
    public void Markup_is_of_its_type()
    {
        Assert.Equal("<i>", Formatter.Bundle(CellGlobals.HTML("<i>"))["text/html"]);
        Assert.Equal("$x$", Formatter.Bundle(CellGlobals.Latex("$x$"))["text/latex"]);
        Assert.Equal("**x**", Formatter.Bundle(CellGlobals.Markdown("**x**"))["text/markdown"]);
    }

    private sealed class Grumpy { public int Mood => throw new InvalidOperationException(); }

    [Fact]
    public void A_chart_of_Plotly_NET_shows_as_ours_do()
    {
        IReadOnlyDictionary<string, string> bundle = Formatter.Bundle(Plotly.NET.CSharp.Chart.Line<int, int, string>([1, 2], [3, 4], Name: "</script>").WithTitle("Loss"));
        Assert.Equal(["application/vnd.plotly.v1+json", "image/svg+xml", "text/plain"], bundle.Keys.Order());
        Assert.Contains("Loss", bundle["image/svg+xml"]);
        Assert.Contains("\"x\":[1,2]", bundle["application/vnd.plotly.v1+json"]);
        Assert.DoesNotContain("</script>", bundle["image/svg+xml"]);
    }

    [Fact]
    public void A_chart_of_a_kind_that_is_not_drawn_names_its_kind()
    {
        IReadOnlyDictionary<string, string> bundle = Formatter.Bundle(Plotly.NET.GenericChart.ofTraceObject(true, new Plotly.NET.TraceDomain("sankey")));
        Assert.Contains("[sankey: not drawn here", bundle["image/svg+xml"]);
        Assert.Contains("\"type\":\"sankey\"", bundle["application/vnd.plotly.v1+json"]);
    }
}
