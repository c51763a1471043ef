namespace CourseKit.Serve;

/// <summary>The forms in which an editor gets what a cell shows.</summary>
internal static class ShownForms
{
    private const string Plotly = "application/vnd.plotly.v1+json";

    /// <summary>
    /// A chart as plotly.js's JSON and in words alone: the editor draws it, in its theme's colours, and the saved notebook holds it once. Where a
    /// picture or a page stands beside it, the course's settings for VS Code put that first, for who has no plotly.js of ours.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyDictionary<string, string> forms) =>
        forms.ContainsKey(Plotly) ? forms.Where(form => form.Key is Plotly or "text/plain").ToDictionary() : forms;
}
