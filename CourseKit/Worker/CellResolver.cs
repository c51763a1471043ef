using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting;

namespace CourseKit.Worker;

/// <summary>Finds the assemblies that cells ask for, and those that these and <see cref="CellReferences"/> need themselves.</summary>
/// <remarks>
/// For every first cell of a session the compiler asks anew for some that nobody has named, such as its own libraries. Each answer of the
/// scripting
/// library reads the file once more, 13 to 30 MB in all that no collection is in a hurry to free; here one answer is for all sessions of a
/// process.
/// </remarks>
internal sealed class CellResolver(string workingDirectory) : MetadataReferenceResolver
{
    private static readonly string OwnProgram = typeof(CellResolver).Assembly.GetName().Name + ".dll";

    private static readonly ConcurrentDictionary<(string? Asks, AssemblyIdentity Asked), PortableExecutableReference?> Known = [];

    private readonly ScriptMetadataResolver files = ScriptMetadataResolver.Default.WithBaseDirectory(workingDirectory);

    public override bool ResolveMissingAssemblies => true;

    public override PortableExecutableReference? ResolveMissingAssembly(MetadataReference definition, AssemblyIdentity referenceIdentity) =>
        // What this program needs itself is nothing that a cell can name, and each cell would bind all of it anew.
        definition.Display is string path && Path.GetFileName(path) == OwnProgram ? null :
        // What a cell has brought may have changed by the next session, and so may what lies beside it.
        CellReferences.All.Contains(definition) || Known.Values.Contains(definition)
            ? Known.GetOrAdd((definition.Display, referenceIdentity), _ => files.ResolveMissingAssembly(definition, referenceIdentity))
            : files.ResolveMissingAssembly(definition, referenceIdentity);

    public override ImmutableArray<PortableExecutableReference> ResolveReference(
        string reference, string? baseFilePath, MetadataReferenceProperties properties) =>
        files.ResolveReference(reference, baseFilePath, properties);

    public override bool Equals(object? other) => other is CellResolver resolver && resolver.files.Equals(files);

    public override int GetHashCode() => files.GetHashCode();
}
