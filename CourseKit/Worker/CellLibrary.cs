using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CourseKit.Worker;

/// <summary>
/// Code that a script cannot hold, as a library of its own that cells use: namespaces, and static classes with <c>extension</c> blocks. It sees .NET, CourseLib and
/// the libraries that cells use, but not what cells declare.
/// </summary>
internal sealed class CellLibrary(CellSession session) : IDisposable
{
    private static readonly Lazy<string> Usings = new(() => string.Concat(CellReferences.Imports.Select(name =>
        $"global using {(name.StartsWith("CourseKit.Worker.", StringComparison.Ordinal) ? "static " : "")}global::{name};\n")));

    private readonly List<string> files = [];
    private string? folder;

    /// <summary>Whether a member at the top of a cell or file must be in a library.</summary>
    public static bool IsForLibrary(MemberDeclarationSyntax member) =>
        member is BaseNamespaceDeclarationSyntax || member is ClassDeclarationSyntax type && type.Members.Any(inner => inner is ExtensionBlockDeclarationSyntax);

    /// <summary>Parts a text into what a library must hold and the rest, both on their own lines; null where there is nothing for a library.</summary>
    public static (string Library, string Scripted)? Parted(string code)
    {
        if (!code.Contains("namespace", StringComparison.Ordinal) && !code.Contains("extension", StringComparison.Ordinal)) return null;
        CompilationUnitSyntax root = CellDialect.AsProgram(code);
        TextSpan[] apart = [.. root.Members.Where(IsForLibrary).Select(member => member.Span)];
        if (apart.Length == 0) return null;
        StringBuilder library = new(code), rest = new(code);
        int last = root.Usings.LastOrDefault()?.Span.End ?? 0;
        for (int at = 0; at < code.Length; at++)
        {
            if (code[at] is '\n' or '\r') continue;
            bool isApart = apart.Any(span => span.Contains(at));
            if (isApart) rest[at] = ' ';
            else if (at >= last) library[at] = ' ';
        }
        return (library.ToString(), rest.ToString());
    }

    /// <summary>Compiles a library; gives the directive by which a cell refers to it.</summary>
    /// <exception cref="CellFailure">It does not compile.</exception>
    public string Reference(string code, string label, CancellationToken cancellation)
    {
        var parsing = new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.None);
        SyntaxTree tree = CSharpSyntaxTree.ParseText(SourceText.From(Opened(code), Encoding.UTF8), parsing, label, cancellation);
        SyntaxTree usings = CSharpSyntaxTree.ParseText(Usings.Value, parsing, cancellationToken: cancellation);
        folder ??= Directory.CreateTempSubdirectory("coursekit-library-").FullName;
        string path = Path.Combine(folder, $"cell-library-{files.Count + 1}-{Path.GetRandomFileName()[..4]}.dll");
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Annotations);
        CSharpCompilation compilation = CSharpCompilation.Create(Path.GetFileNameWithoutExtension(path), [tree, usings], References(), options);
        using var image = new MemoryStream();
        Diagnostic[] errors = [.. compilation.Emit(image, cancellationToken: cancellation).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
        if (errors.Length > 0) throw CellFailure.OfCompilation(errors, label, "code in a namespace and extension blocks are compiled by themselves, and do not see what cells declare");
        File.WriteAllBytes(path, image.ToArray());
        files.Add(path);
        return $"#r \"{path}\"\n";
    }

    /// <summary>The types of the file are meant for the cells that import it, whether or not they say <c>public</c>.</summary>
    private static string Opened(string code)
    {
        var changes = new List<TextChange>();
        foreach (BaseTypeDeclarationSyntax type in CellDialect.AsProgram(code).DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<BaseTypeDeclarationSyntax>())
        {
            if (type.Modifiers.Any(SyntaxKind.PublicKeyword)) continue;
            foreach (SyntaxToken modifier in type.Modifiers.Where(modifier => modifier.Kind() is SyntaxKind.InternalKeyword or SyntaxKind.FileKeyword))
                changes.Add(new TextChange(modifier.Span, new string(' ', modifier.Span.Length)));
            SyntaxToken first = type.Modifiers.FirstOrDefault() is { RawKind: not 0 } modified ? modified : type.ChildTokens().First();
            changes.Add(new TextChange(new TextSpan(first.SpanStart, 0), "public "));
        }
        return SourceText.From(code).WithChanges(changes.OrderBy(change => change.Span.Start)).ToString();
    }

    private IEnumerable<MetadataReference> References()
    {
        IEnumerable<MetadataReference> own = CellReferences.All.Concat(files.Select(file => MetadataReference.CreateFromFile(file)));
        for (CSharpCompilation? cell = session.Last; cell is not null; cell = cell.ScriptCompilationInfo?.PreviousScriptCompilation) own = own.Concat(cell.DirectiveReferences);
        return own.DistinctBy(reference => reference.Display);
    }

    public void Dispose()
    {
        try
        {
            if (folder is not null) Directory.Delete(folder, recursive: true);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException) { }
    }
}
