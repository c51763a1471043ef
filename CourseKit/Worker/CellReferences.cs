using System.Collections.Immutable;
using System.Globalization;
using System.Reflection.PortableExecutable;
using CourseLib.Tensors;
using Microsoft.CodeAnalysis;

namespace CourseKit.Worker;

/// <summary>What every cell can use without asking: .NET, CourseLib and its charts with what they depend on, and the functions of <see cref="CellGlobals"/>.</summary>
internal static class CellReferences
{
    /// <summary>One set for all cells of a process: the compiler keeps what it has read of an assembly with the reference.</summary>
    public static ImmutableArray<MetadataReference> All { get; } = [.. Paths().Select(Reference)];

    /// <summary>The namespaces and types whose members a cell can name at once.</summary>
    public static ImmutableArray<string> Imports { get; } =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Text", "System.Threading.Tasks",
        .. typeof(Tensor).Assembly.GetExportedTypes().Select(type => type.Namespace).OfType<string>().Distinct().Order(StringComparer.Ordinal),
        // By name: the charts' own assemblies are loaded by the first chart.
        "CourseLib.Charts", "Plotly.NET",
        "CourseKit.Worker.CellGlobals", "CourseKit.Worker.CellControls",
    ];

    /// <summary>What stands before the first cell: of the types called Chart, CourseLib's is the one that a cell means.</summary>
    public const string Usings = "using Chart = CourseLib.Charts.Chart;";

    /// <summary>Whether an assembly of that name is there already: packages bring old copies of what .NET has long had.</summary>
    public static bool Has(string name) =>
        Unseen.Concat(Paths().Select(path => Path.GetFileNameWithoutExtension(path))).Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>What lies beside the program for the extensions of packages; cells see none of it.</summary>
    private static readonly string[] Unseen =
    [
        "Microsoft.DotNet.Interactive", "Microsoft.DotNet.Interactive.Documents", "System.Reactive", "Microsoft.Bcl.AsyncInterfaces",
        "Microsoft.Bcl.HashCode",
    ];

    /// <summary>Of an assembly the compiler needs the metadata only; CreateFromFile would read the code as well, 70 MB in all.</summary>
    private static PortableExecutableReference Reference(string path) =>
        AssemblyMetadata.CreateFromStream(File.OpenRead(path), PEStreamOptions.PrefetchMetadata)
            .GetReference(new DocumentationOf(Path.GetFileNameWithoutExtension(path)), filePath: path);

    private static IEnumerable<string> Paths()
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string own = Path.GetDirectoryName(typeof(Tensor).Assembly.Location)!;
        string[] ours =
        [
            "CourseLib.dll", "MathNet.Numerics.dll", "coursekit.dll",
            "Microsoft.DotNet.Interactive.Formatting.dll", "Microsoft.AspNetCore.Html.Abstractions.dll",
            "CourseLib.Charts.dll", "Plotly.NET.dll", "Plotly.NET.CSharp.dll", "DynamicObj.dll", "FSharp.Core.dll", "Giraffe.ViewEngine.dll", "Newtonsoft.Json.dll",
        ];
        string trusted = (string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "";
        return trusted.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(path => Path.GetDirectoryName(path) == runtime)
            .Concat(ours.Select(name => Path.Combine(own, name)).Where(File.Exists));
    }

    /// <summary>What is written about the members of an assembly, read when it is asked for.</summary>
    private sealed class DocumentationOf(string assembly) : DocumentationProvider
    {
        protected override string GetDocumentationForSymbol(
            string documentationMemberID, CultureInfo preferredCulture, CancellationToken cancellationToken) =>
            DocumentationFiles.Find(assembly, documentationMemberID) ?? "";

        public override bool Equals(object? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => assembly.GetHashCode(StringComparison.Ordinal);
    }
}
