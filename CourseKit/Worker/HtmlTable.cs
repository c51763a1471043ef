using System.Collections;
using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;

namespace CourseKit.Worker;

/// <summary>A sequence of records, tuples of properties, or anonymous objects as a table: a row each, a column for each property.</summary>
internal static class HtmlTable
{
    private const int MostColumns = 20, LongestCell = 2_000;

    /// <summary>The table; null when <paramref name="value"/> is not such a sequence.</summary>
    public static string? Of(object value)
    {
        if (value is not Snapshot rows)
        {
            if (value is string or IDictionary || value is not IEnumerable sequence || PlainText.SpeaksForItself(value)) return null;
            rows = Snapshot.Take(sequence);
        }
        if (rows.Items.Count == 0 || rows.Items[0]?.GetType() is not Type type || !IsRecord(type) || rows.Items.Any(row => row?.GetType() != type)) return null;
        PropertyInfo[] columns =
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.CanRead && property.GetIndexParameters().Length == 0).Take(MostColumns),
        ];
        if (columns.Length == 0) return null;

        var html = new StringBuilder("<table><thead><tr>");
        foreach (PropertyInfo column in columns) html.Append("<th>").Append(WebUtility.HtmlEncode(column.Name)).Append("</th>");
        html.Append("</tr></thead><tbody>");
        foreach (object? row in rows.Items)
        {
            html.Append("<tr>");
            foreach (PropertyInfo column in columns)
                html.Append("<td>").Append(WebUtility.HtmlEncode(Text(column, row))).Append("</td>");
            html.Append("</tr>");
        }
        html.Append("</tbody></table>");
        if (rows.Count is null) html.Append("<p>… and more rows</p>");
        else if (rows.Count > rows.Items.Count) html.Append(CultureInfo.InvariantCulture, $"<p>… and {rows.Count - rows.Items.Count} more rows</p>");
        return html.ToString();
    }

    /// <summary>What cannot be shown leaves its place to the reason.</summary>
    private static string Text(PropertyInfo column, object? row)
    {
        try
        {
            ShowLimits.Check();
            return PlainText.Of(column.GetValue(row, BindingFlags.DoNotWrapExceptions, null, null, null), LongestCell);
        }
        catch (Exception thrown) when (ShowLimits.Failure(thrown) is ShowFailure failure)
        {
            return $"<{failure.Message}>";
        }
    }

    /// <summary>The compiler gives records a method to clone and anonymous types their name.</summary>
    private static bool IsRecord(Type type) =>
        type.GetMethod("<Clone>$") is not null
        || type.Name.Contains("AnonymousType", StringComparison.Ordinal)
        || (type.IsValueType && type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance, [typeof(StringBuilder)]) is not null);
}
