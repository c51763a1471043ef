using System.Net;
using System.Text.Json;
using Microsoft.CodeAnalysis.Text;

namespace CourseKit.Worker;

/// <summary>A piece of code that is compiled and run by itself; a cell is one, behind those that its directives bring.</summary>
internal sealed record CellPart(string Code, string Label, bool IsCell);

/// <summary>Does what the directives of a cell ask for: before it packages and imports, after it time and variables.</summary>
internal sealed class CellPreparation(CellSession session, Outbox outbox)
{
    /// <summary>What <c>#i</c> has added, for this and all later cells.</summary>
    private readonly List<string> sources = [];

    /// <summary>What is to be run for a cell, in order; each part must have run before the next is asked for.</summary>
    /// <exception cref="CellFailure">A directive cannot be followed.</exception>
    public IEnumerable<CellPart> PartsOf(ExecuteRequest request, CancellationToken cancellation)
    {
        IReadOnlyList<CellDirective> directives = CellDirectives.Of(request.Code, request.Label);
        sources.AddRange(directives.Where(directive => directive.Name == "i").Select(directive => directive.Argument).Except(sources));
        CellDirective[] packages = [.. directives.Where(directive => directive.Name == "r")];
        if (packages.Length > 0) yield return new CellPart(References(packages, request.Label, cancellation), "packages", IsCell: false);
        foreach (CellDirective import in directives.Where(directive => directive.Name == "import"))
            foreach ((string code, string label) in Imported(import, request.Label))
                yield return new CellPart(CellDirectives.Blanked(code), label, IsCell: false);
        yield return new CellPart(CellDirectives.Blanked(request.Code), request.Label, IsCell: true);
    }

    /// <summary>Tells what the cell asked to be told at its end.</summary>
    public void Finish(ExecuteRequest request, TimeSpan elapsed)
    {
        foreach (CellDirective directive in CellDirectives.Of(request.Code, request.Label))
        {
            if (directive.Name == "time") Show($"Wall time: {(elapsed.TotalSeconds < 1 ? $"{elapsed.TotalMilliseconds:0.#} ms" : $"{elapsed.TotalSeconds:0.00} s")}", null);
            else if (directive.Name is "who" or "whos") ShowVariables(withValues: directive.Name == "whos");
        }
    }

    private string References(CellDirective[] packages, string label, CancellationToken cancellation)
    {
        string[] wanted = [.. packages.Select(package => package.Argument)];
        DisplayedValue line = CellGlobals.display($"Fetching {string.Join(", ", wanted)} …");
        try
        {
            PackageFiles files = NuGetPackages.Fetch(wanted, sources, cancellation);
            session.AddNativeLibraries(files.NativeLibraries);
            line.Update($"Ready: {string.Join(", ", wanted)}");
            return string.Concat(files.Assemblies.Where(path => !CellReferences.Has(Path.GetFileNameWithoutExtension(path))).Select(path => $"#r \"{path}\"\n"));
        }
        catch (CourseKitException failure)
        {
            line.Update($"Not found: {string.Join(", ", wanted)}");
            throw new CellFailure("PackageError", failure.Message, label, new LinePosition(packages[0].Line, 0));
        }
    }

    private static IEnumerable<(string Code, string Label)> Imported(CellDirective import, string label)
    {
        string path = import.Argument, name = Path.GetFileName(path);
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CellFailure("ImportError", $"cannot import '{path}' from {Directory.GetCurrentDirectory()}: {cause.Message}", label, new LinePosition(import.Line, 0));
        }
        if (!path.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase)) return [(text, name)];
        try
        {
            JsonElement cells = JsonDocument.Parse(text).RootElement.GetProperty("cells");
            return [.. cells.EnumerateArray().Where(cell => cell.GetProperty("cell_type").GetString() == "code").Select((cell, index) => (Source(cell), $"{name}, cell {index + 1}"))];
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new CellFailure("ImportError", $"'{path}' is no notebook: {cause.Message}", label, new LinePosition(import.Line, 0));
        }
    }

    private static string Source(JsonElement cell)
    {
        JsonElement source = cell.GetProperty("source");
        return source.ValueKind == JsonValueKind.Array ? string.Concat(source.EnumerateArray().Select(line => line.GetString())) : source.GetString() ?? "";
    }

    private void ShowVariables(bool withValues)
    {
        (string Name, Type Type, object? Value)[] variables = [.. session.Variables().OrderBy(variable => variable.Name, StringComparer.Ordinal)];
        if (!withValues)
        {
            Show(string.Join("\n", variables.Select(variable => variable.Name)), null);
            return;
        }
        var rows = variables.Select(variable => (variable.Name, Type: TypeNames.Of(variable.Type), Value: Shortened(PlainText.Of(variable.Value)))).ToArray();
        Show(
            string.Join("\n", rows.Select(row => $"{row.Name}: {row.Type} = {row.Value}")),
            "<table><thead><tr><th>variable</th><th>type</th><th>value</th></tr></thead><tbody>"
                + string.Concat(rows.Select(row => $"<tr><td>{WebUtility.HtmlEncode(row.Name)}</td><td>{WebUtility.HtmlEncode(row.Type)}</td><td><code>{WebUtility.HtmlEncode(row.Value)}</code></td></tr>"))
                + "</tbody></table>");
    }

    private static string Shortened(string text)
    {
        const int longest = 100;
        string line = text.ReplaceLineEndings(" ");
        return line.Length <= longest ? line : line[..longest] + "…";
    }

    private void Show(string plain, string? html)
    {
        var data = new Dictionary<string, string> { ["text/plain"] = plain };
        if (html is not null) data["text/html"] = html;
        outbox.Show((id, shown) => new DisplayEvent(id, shown), data);
    }
}
