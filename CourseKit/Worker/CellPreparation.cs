using System.Net;
using System.Reflection;
using Microsoft.CodeAnalysis.Text;

namespace CourseKit.Worker;

/// <summary>A piece of code that is compiled and run by itself; a cell is one, behind those that its directives bring.</summary>
internal sealed record CellPart(string Code, string Label, bool IsCell);

/// <summary>Does what the directives of a cell ask for: before it packages and imports, after it time and variables.</summary>
/// <param name="isRecorded">In a graded run every line that a student wrote is looked at, and nothing is compiled apart.</param>
internal sealed class CellPreparation(CellSession session, Outbox outbox, bool isRecorded = false) : IDisposable
{
    private const int DeepestImport = 20;

    private readonly CellLibrary library = new(session);

    /// <summary>What <c>#i</c> has added, for this and all later cells.</summary>
    private readonly List<string> sources = [];

    /// <summary>What is to be run for a cell, in order; each part must have run before the next is asked for.</summary>
    /// <exception cref="CellFailure">A directive cannot be followed.</exception>
    public IEnumerable<CellPart> PartsOf(ExecuteRequest request, CancellationToken cancellation)
    {
        IReadOnlyList<CellDirective> directives = CellDirectives.Of(request.Code, request.Label);
        sources.AddRange(directives.Where(directive => directive.Name == "i").Select(directive => directive.Argument).Except(sources));
        CellDirective[] packages = [.. directives.Where(directive => directive.Name == "r")];
        foreach (CellPart part in Packages(packages, request.Label, cancellation)) yield return part;
        foreach (CellDirective import in directives.Where(directive => directive.Name == "import"))
            foreach (CellPart part in Imported(import, Directory.GetCurrentDirectory(), request.Label, 0, cancellation)) yield return part;

        IReadOnlyList<CellSegment> segments = CellSegments.Of(request.Code);
        if (segments.All(segment => CellSegments.Display(segment) is null))
        {
            foreach (CellPart part in Apart(CellDirectives.Blanked(request.Code), request.Label, isCell: true, cancellation)) yield return part;
            yield break;
        }
        foreach (CellSegment segment in segments)
            if (CellSegments.Display(segment) is { } shown) outbox.Show((id, data) => new DisplayEvent(id, data), shown);
            else
                foreach (CellPart part in Apart(new string('\n', segment.Line) + CellDirectives.Blanked(segment.Text), request.Label, isCell: true, cancellation)) yield return part;
    }

    public void Dispose() => library.Dispose();

    /// <summary>A file's code, behind what its own directives bring; its packages are fetched as the cell's are.</summary>
    private IEnumerable<CellPart> Imported(CellDirective import, string folder, string label, int depth, CancellationToken cancellation)
    {
        if (depth == DeepestImport) throw new CellFailure("ImportError", $"'{import.Argument}' imports files that import each other, {DeepestImport} deep; take one of the imports out", label, new LinePosition(import.Line, 0));
        foreach (ImportedPiece piece in ImportedCode.Of(import, folder, label))
        {
            IReadOnlyList<CellDirective> directives = CellDirectives.Of(piece.Code, piece.Label);
            CellDirective[] packages = [.. directives.Where(directive => directive.Name == "r")];
            foreach (CellPart part in Packages(packages, piece.Label, cancellation)) yield return part;
            foreach (CellDirective inner in directives.Where(directive => directive.Name == "import"))
                foreach (CellPart part in Imported(inner, piece.Folder, piece.Label, depth + 1, cancellation)) yield return part;
            foreach (CellPart part in Apart(CellDirectives.Blanked(piece.Code), piece.Label, isCell: false, cancellation)) yield return part;
        }
    }

    /// <summary>The code, behind a library of what only a library can hold.</summary>
    private IEnumerable<CellPart> Apart(string code, string label, bool isCell, CancellationToken cancellation)
    {
        if (isRecorded || CellLibrary.Parted(code) is not var (apart, rest))
        {
            yield return new CellPart(code, label, isCell);
            yield break;
        }
        string reference = library.Reference(apart, label, cancellation);
        outbox.Post(id => new ReferencedEvent(id, [reference.Split('"')[1]]));
        yield return new CellPart(reference, label, IsCell: false);
        yield return new CellPart(rest, label, isCell);
    }

    /// <summary>Tells what the cell asked to be told at its end.</summary>
    public void Finish(ExecuteRequest request, TimeSpan elapsed)
    {
        foreach (CellDirective directive in CellDirectives.Of(request.Code, request.Label))
        {
            if (directive.Name == "time") Show($"Wall time: {(elapsed.TotalSeconds < 1 ? $"{elapsed.TotalMilliseconds:0.#} ms" : $"{elapsed.TotalSeconds:0.00} s")}", null);
            else if (directive.Name == "about") Show(About, null);
            else if (directive.Name == "lsmagic") Show(string.Join("\n", CellDirectives.All.Select(item => item.Signature)), null);
            else if (directive.Name is "who" or "whos") ShowVariables(withValues: directive.Name == "whos");
        }
    }

    private static string About =>
        $"CourseKit {typeof(CellPreparation).Assembly.GetName().Version?.ToString(3)}: C# {Microsoft.CodeAnalysis.CSharp.LanguageVersionFacts.ToDisplayString(Microsoft.CodeAnalysis.CSharp.LanguageVersionFacts.MapSpecifiedToEffectiveVersion(Microsoft.CodeAnalysis.CSharp.LanguageVersion.Latest))} on .NET {Environment.Version}, process {Environment.ProcessId}";

    /// <summary>The references to what packages hold; when they are made, the packages' extensions, and what these submit.</summary>
    private IEnumerable<CellPart> Packages(CellDirective[] packages, string label, CancellationToken cancellation)
    {
        if (packages.Length == 0) yield break;
        string[] wanted = [.. packages.Select(package => package.Argument)];
        string missing = string.Join(", ", wanted.Where(package => NuGetPackages.Here(package) is null));
        string? line = missing.Length > 0 ? Displays.Show($"Fetching {missing} …") : null;
        PackageFiles files;
        try
        {
            files = NuGetPackages.Fetch(wanted, sources, cancellation);
        }
        catch (CourseKitException failure)
        {
            Displays.Show($"Not found: {missing}", line);
            throw new CellFailure("PackageError", failure.Message, label, new LinePosition(packages[0].Line, 0));
        }
        session.AddNativeLibraries(files.NativeLibraries);
        string[] references = [.. files.Assemblies.Where(path => !CellReferences.Has(Path.GetFileNameWithoutExtension(path)))];
        outbox.Post(id => new ReferencedEvent(id, references));
        yield return new CellPart(string.Concat(references.Select(path => $"#r \"{path}\"\n")), "packages", IsCell: false);
        foreach (string extension in isRecorded ? [] : files.Extensions)
            foreach (CellPart part in Extended(extension, label, packages[0].Line, cancellation)) yield return part;
        Displays.Show($"Ready: {string.Join(", ", wanted.Select(package => NuGetPackages.Here(package) ?? package))}", line);
    }

    /// <summary>What the extension of a package submits; a script is imported, a library is called.</summary>
    /// <param name="place">The line that asks for the package, 0-based.</param>
    private IEnumerable<CellPart> Extended(string extension, string label, int place, CancellationToken cancellation)
    {
        string name = Path.GetFileName(extension);
        if (Path.GetExtension(extension) == ".dib")
            return Imported(new CellDirective("import", extension, place), Path.GetDirectoryName(extension)!, label, 0, cancellation);
        try
        {
            Assembly library = session.LoadLibrary(extension);
            return PackageExtensions.Load(library, failure => outbox.Write("stderr", failure + "\n"), cancellation)
                .Select(code => new CellPart(CellDirectives.Blanked(code), name, IsCell: false));
        }
        catch (Exception failure)
            when (failure is BadImageFormatException or FileNotFoundException or FileLoadException or TypeLoadException)
        {
            // The package can be used without.
            outbox.Write("stderr", $"{name} was not loaded: {failure.Message}\n");
            return [];
        }
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
