namespace CourseKit.Worker;

/// <summary>A value as a MIME bundle: what it says of itself where it says something, and always plain text.</summary>
internal static class Formatter
{
    private const string Plain = "text/plain", Html = "text/html";

    /// <summary>Of another form than plain text, characters: what is longer takes minutes to be shown, if it can be sent at all.</summary>
    private const int LongestForm = 12 << 20;

    /// <param name="mimeType">Take the value's own text as this type; null to let the value decide.</param>
    /// <remarks>What a value's own code may take for this is bounded; a value that takes more is named with the reason.</remarks>
    public static IReadOnlyDictionary<string, string> Bundle(object? value, string? mimeType = null)
    {
        if (value is null or string || value.GetType().IsPrimitive) return Unbounded(value, mimeType);
        try
        {
            return ShowLimits.Run(() => Unbounded(value, mimeType));
        }
        catch (ShowFailure failure)
        {
            return new Dictionary<string, string> { [Plain] = $"<{TypeNames.Of(value.GetType())} {failure.Message}>" };
        }
    }

    private static Dictionary<string, string> Unbounded(object? value, string? mimeType)
    {
        var bundle = new Dictionary<string, string>();
        value = Snapshot.Of(value);
        if (value is Markup markup) bundle[mimeType ?? markup.MimeType] = markup.Text;
        else if (value is string text) bundle[mimeType ?? Plain] = text;
        else if (value is not null)
        {
            // A chart first: the formatter that Plotly.NET brings for it shows nothing without a network.
            foreach ((string type, string form) in PlotlyNetChart.Forms(value) ?? [])
                if (mimeType is null || type == mimeType) bundle[type] = form;
            if (bundle.Count == 0)
                foreach ((string type, Func<object, string?> render) in ConventionFormatters.Of(value.GetType()))
                    if ((mimeType is null || type == mimeType) && render(value) is string rendered) bundle[type] = rendered;
            if (bundle.Count == 0 && mimeType is null or Html && HtmlTable.Of(value) is string table) bundle[Html] = table;
            if (bundle.Count == 0 && mimeType is not null) bundle[mimeType] = PlainText.Of(value);
        }
        if (!bundle.ContainsKey(Plain)) bundle[Plain] = PlainText.Of(value);
        bundle[Plain] = PlainText.Of(bundle[Plain]);
        foreach (string type in bundle.Where(form => form.Value.Length > LongestForm).Select(form => form.Key).ToArray())
        {
            bundle[Plain] += $"\n({type} is left out: it has {bundle[type].Length} characters, and {LongestForm} can be shown)";
            bundle.Remove(type);
        }
        return bundle;
    }
}
