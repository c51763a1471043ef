using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CourseLib.Formatting;

namespace CourseLib.Checks;

/// <summary>What came out of the checks of one cell; shows itself as a small table.</summary>
/// <param name="Exercise">"08.1".</param>
/// <param name="Verdicts">In the order in which the cell asked.</param>
/// <param name="Points">What the cell is worth; its checks share it equally.</param>
/// <param name="Judged">False where no oracle was at hand: then values are recorded for the grader, not judged here.</param>
[TypeFormatterSource(typeof(CheckReportFormatters), PreferredMimeTypes = ["text/html"])]
public sealed record CheckReport(string Exercise, IReadOnlyList<Verdict> Verdicts, double Points, bool Judged)
{
    /// <summary>The MIME type of <see cref="ToJson"/>.</summary>
    public const string JsonType = "application/vnd.coursekit.check+json";

    /// <summary>The points that the passed checks earn.</summary>
    public double Score => Verdicts.Count == 0 ? 0 : Points * Verdicts.Count(verdict => verdict.Outcome == Outcome.Passed) / Verdicts.Count;

    /// <summary>One line on the whole, true whatever failed.</summary>
    public string Summary
    {
        get
        {
            if (!Judged) return $"Exercise {Exercise}: {Verdicts.Count} values recorded; there is no oracle here to compare them with.";
            int passed = Verdicts.Count(verdict => verdict.Outcome == Outcome.Passed), recorded = Verdicts.Count(verdict => verdict.Outcome == Outcome.Recorded);
            string score = $"{Number(Score)} of {Number(Points)} points";
            if (Verdicts.Count == 0) return $"Exercise {Exercise}: no check ran in this cell.";
            if (recorded == Verdicts.Count) return $"Exercise {Exercise}: {recorded} hidden {(recorded == 1 ? "check" : "checks")}, judged when the work is graded.";
            return Verdicts.All(verdict => verdict.Outcome == Outcome.NotAttempted)
                ? $"Exercise {Exercise}: not attempted yet (0 of {Number(Points)} points)."
                : $"Exercise {Exercise}: {passed} of {Verdicts.Count - recorded} visible checks passed, {score}.";
        }
    }

    /// <summary>The table as plain text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (Verdict verdict in Verdicts)
        {
            text.Append(Sign(verdict)).Append(' ').Append(verdict.Name);
            if (verdict.Reason is not null) text.Append(": ").Append(verdict.Reason);
            if (verdict.Hint is not null && verdict.Outcome == Outcome.Failed) text.Append("\n  hint: ").Append(verdict.Hint);
            text.Append('\n');
        }
        return text.Append(Summary).ToString();
    }

    /// <summary>Colours that show on a light and on a dark page: those of VS Code's theme, of JupyterLab's, of the course's own pages.</summary>
    private const string Good = "var(--vscode-testing-iconPassed,var(--jp-success-color1,var(--check,#0a7d4b)))",
        Bad = "var(--vscode-testing-iconFailed,var(--jp-error-color1,var(--wrong,#c2410c)))",
        Open = "var(--vscode-descriptionForeground,var(--jp-ui-font-color2,var(--soft,#6b7280)))";

    /// <summary>How <see cref="ToJson"/> is written: letters stay letters.</summary>
    internal static JsonSerializerOptions Json { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// <c>{exercise, title, passed, total, points, of, summary, checks: [{name, state, message?, hints?}]}</c>; a check's state is "passed",
    /// "failed", "skipped" (not attempted) or "recorded" (judged when the work is graded; not counted).
    /// </summary>
    public string ToJson()
    {
        var checks = new JsonArray();
        foreach (Verdict verdict in Verdicts)
        {
            var check = new JsonObject
            {
                ["name"] = verdict.Name,
                ["state"] = verdict.Outcome switch { Outcome.Passed => "passed", Outcome.Failed => "failed", Outcome.Recorded => "recorded", _ => "skipped" },
            };
            if (verdict.Reason is string reason) check["message"] = reason;
            else if (verdict.Outcome == Outcome.Recorded) check["message"] = "judged when the work is graded";
            if (verdict.Hint is not null && verdict.Outcome == Outcome.Failed) check["hints"] = new JsonArray(verdict.Hint);
            checks.Add(check);
        }
        return new JsonObject
        {
            ["exercise"] = Exercise,
            ["title"] = $"Exercise {Exercise}",
            ["passed"] = Verdicts.Count(verdict => verdict.Outcome == Outcome.Passed),
            ["total"] = Verdicts.Count(verdict => verdict.Outcome != Outcome.Recorded),
            ["points"] = Score,
            ["of"] = Points,
            ["summary"] = Summary,
            ["checks"] = checks,
        }.ToJsonString(Json);
    }

    internal string ToHtml()
    {
        var html = new StringBuilder("<table class=\"coursekit-checks\" style=\"border-collapse:collapse;text-align:left\"><tbody>");
        foreach (Verdict verdict in Verdicts)
        {
            string color = verdict.Outcome switch { Outcome.Passed => Good, Outcome.Failed => Bad, _ => Open };
            html.Append(CultureInfo.InvariantCulture, $"<tr><td style=\"color:{color};font-weight:bold;padding:2px 8px;vertical-align:top\">{Sign(verdict)}</td>")
                .Append("<td style=\"text-align:left;padding:2px 8px\">").Append(WebUtility.HtmlEncode(verdict.Name));
            if (verdict.Outcome == Outcome.NotAttempted) html.Append(" <em>– not attempted</em>");
            if (verdict.Reason is not null) html.Append("<br><span>").Append(WebUtility.HtmlEncode(verdict.Reason)).Append("</span>");
            if (verdict.Hint is not null && verdict.Outcome == Outcome.Failed)
                html.Append("<br><span><strong>Hint.</strong> ").Append(WebUtility.HtmlEncode(verdict.Hint)).Append("</span>");
            html.Append("</td></tr>");
        }
        return html.Append("<tr><td></td><td style=\"text-align:left;padding:4px 8px\"><strong>").Append(WebUtility.HtmlEncode(Summary)).Append("</strong></td></tr></tbody></table>").ToString();
    }

    private static string Sign(Verdict verdict) => verdict.Outcome switch { Outcome.Passed => "✓", Outcome.Failed => "✗", Outcome.Recorded => "•", _ => "○" };

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}

/// <summary>The formatters of <see cref="CheckReport"/>, found by name.</summary>
public sealed class CheckReportFormatters
{
    /// <summary>HTML, JSON for an editor that shows the report in its own way, and plain text.</summary>
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new MimeFormatter<CheckReport>("text/html", report => report.ToHtml()),
        new MimeFormatter<CheckReport>(CheckReport.JsonType, report => report.ToJson()),
        new MimeFormatter<CheckReport>("text/plain", report => report.ToString()),
    ];
}
