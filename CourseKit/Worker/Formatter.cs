namespace CourseKit.Worker;

/// <summary>A value as a MIME bundle: what it says of itself where it says something, and always plain text.</summary>
internal static class Formatter
{
    private const string Plain = "text/plain", Html = "text/html";
    private const int LongestPlainText = 1 << 20;

    /// <param name="mimeType">Take the value's own text as this type; null to let the value decide.</param>
    public static IReadOnlyDictionary<string, string> Bundle(object? value, string? mimeType = null)
    {
        var bundle = new Dictionary<string, string>();
        value = Snapshot.Of(value);
        if (value is Markup markup) bundle[mimeType ?? markup.MimeType] = markup.Text;
        else if (value is string text) bundle[mimeType ?? Plain] = text;
        else if (value is not null)
        {
            foreach ((string type, Func<object, string?> render) in ConventionFormatters.Of(value.GetType()))
                if ((mimeType is null || type == mimeType) && render(value) is string rendered) bundle[type] = rendered;
            if (bundle.Count == 0)
                foreach ((string type, string form) in PlotlyNetChart.Forms(value) ?? [])
                    if (mimeType is null || type == mimeType) bundle[type] = form;
            if (bundle.Count == 0 && mimeType is null or Html && HtmlTable.Of(value) is string table) bundle[Html] = table;
            if (bundle.Count == 0 && mimeType is not null) bundle[mimeType] = PlainText.Of(value);
        }
        if (!bundle.ContainsKey(Plain)) bundle[Plain] = PlainText.Of(value);
        if (bundle[Plain].Length > LongestPlainText)
            bundle[Plain] = string.Concat(bundle[Plain].AsSpan(0, LongestPlainText), $"… ({bundle[Plain].Length - LongestPlainText} more characters)");
        return bundle;
    }
}
