using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace CourseKit.Worker;

/// <summary>
/// A value as a MIME bundle, and the one place that decides which types it has: what a cell has asked of .NET Interactive's library; else
/// a chart's own forms; else what the value's type offers by convention; else, where text does not say all, the library's HTML. Plain text
/// is always there, and ours.
/// </summary>
internal static class Formatter
{
    public const string Plain = "text/plain", Html = "text/html";

    /// <summary>Of another form than plain text, characters: what is longer takes minutes to be shown, if it can be sent at all.</summary>
    public const int LongestForm = 12 << 20;

    /// <param name="mimeTypes">The types to show it as; none to let the value decide. A string is taken as text of that type.</param>
    /// <remarks>What a value's own code may take for this is bounded; a value that takes more is named with the reason.</remarks>
    public static IReadOnlyDictionary<string, string> Bundle(object? value, params string[] mimeTypes)
    {
        if (value is null or string || value.GetType().IsPrimitive) return Unbounded(value, mimeTypes);
        try
        {
            return ShowLimits.Run(() => Unbounded(value, mimeTypes));
        }
        catch (ShowFailure failure)
        {
            return new Dictionary<string, string> { [Plain] = $"<{TypeNames.Of(value.GetType())} {failure.Message}>" };
        }
    }

    /// <summary>What a value says of itself without the library; of each MIME type the first.</summary>
    public static IEnumerable<(string MimeType, string Text)> Own(object value)
    {
        if (value is Markup markup) return [(markup.MimeType, markup.Text)];
        // A chart first: the formatter that Plotly.NET brings for it shows nothing without a network.
        if (PlotlyNetChart.Forms(value) is { } forms) return forms;
        return from formatter in ConventionFormatters.Of(value.GetType())
               let text = formatter.Render(value)
               where text is not null
               select (formatter.MimeType, text);
    }

    /// <summary>What a value says of itself in one MIME type: a chart HTML too, where that is asked for or another value holds it.</summary>
    public static string? Own(object value, string mimeType) =>
        Own(value).FirstOrDefault(form => form.MimeType == mimeType).Text ?? (mimeType == Html ? PlotlyNetChart.Html(value) : null);

    private static Dictionary<string, string> Unbounded(object? value, string[] mimeTypes)
    {
        var bundle = new Dictionary<string, string>();
        string[] asked = mimeTypes.Length > 0 || value is null ? mimeTypes : InteractiveFormatting.Asked(value);
        if (asked.Length == 0) value = Snapshot.Of(value);
        if (value is not null)
            foreach ((string type, string form) in asked.Length == 0 ? Chosen(value) : asked.Select(type => (type, As(type, value))))
                bundle.TryAdd(type, form);
        if (!bundle.ContainsKey(Plain)) bundle[Plain] = PlainText.Of(value);
        bundle[Plain] = PlainText.Of(bundle[Plain]);
        foreach (string type in bundle.Where(form => form.Value.Length > LongestForm).Select(form => form.Key).ToArray())
        {
            bundle[Plain] += $"\n({type} is left out: it has {bundle[type].Length} characters, and {LongestForm} can be shown)";
            bundle.Remove(type);
        }
        return bundle;
    }

    private static IEnumerable<(string MimeType, string Text)> Chosen(object value)
    {
        if (value is string || value.GetType().IsPrimitive) return [];
        if (IsContent(value)) return [(Html, As(Html, value))];
        (string, string)[] own = [.. Own(value)];
        if (own.Length > 0 || TextualValues.Contains(value) || !InteractiveFormatting.IsOffered) return own;
        // Text first: of the time that a value has, it is what must not be missing.
        string plain = PlainText.Of(value);
        return InteractiveFormatting.Tree(value) is string html ? [(Html, html), (Plain, plain)] : [(Plain, plain)];
    }

    private static bool IsContent(object value) => value is IHtmlContent;

    private static string Written(IHtmlContent content)
    {
        using var writer = new BoundedWriter(int.MaxValue);
        content.WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }

    private static string As(string mimeType, object value)
    {
        if (value is string text)
            return InteractiveFormatting.Asked(value).Contains(mimeType) ? InteractiveFormatting.Form(value, mimeType) ?? text : text;
        if (value is Markup markup) return markup.Text;
        if (mimeType == Html && IsContent(value)) return Written((IHtmlContent)value);
        return Own(value, mimeType)
            ?? (InteractiveFormatting.IsOffered ? InteractiveFormatting.Form(value, mimeType) : null)
            ?? PlainText.Of(value);
    }
}
