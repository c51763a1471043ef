using CourseLib.Charts;
using Microsoft.DotNet.Interactive.Formatting;
using Plotly.NET;

namespace CourseLib.Interactive;

/// <summary>How the kernel shows what cannot say it of itself: tensors, reports and tables have formatters that it finds by name.</summary>
internal static class Formatters
{
    private const string Html = "text/html", MarkdownType = "text/markdown";

    /// <summary>The same once more changes nothing.</summary>
    public static void Register()
    {
        // Also for each kind of chart: the formatter of a nearer type goes first, also before one that another package registers later.
        IEnumerable<Type> kinds = typeof(GenericChart).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(GenericChart)));
        foreach (Type type in kinds.Prepend(typeof(GenericChart)))
        {
            Formatter.SetPreferredMimeTypesFor(type, Html);
            Formatter.Register(type, (chart, writer) => writer.Write(((GenericChart)chart).ToHtml()), Html);
        }
        Formatter.SetPreferredMimeTypesFor(typeof(MarkdownText), MarkdownType);
        Formatter.Register<MarkdownText>(markdown => markdown.Text, MarkdownType);
    }
}
