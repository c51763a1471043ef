using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;

namespace CourseKit.Worker;

/// <summary>
/// All that the compiler can see of a cell, and of those before it, when it compiles the next: what they declare and what they are using, but not what
/// stands in the bodies of methods. Behind equal surfaces the same text is compiled to the same code.
/// </summary>
internal static class CellSurface
{
    private static readonly EmitOptions Declarations = new(metadataOnly: true, includePrivateMembers: true);

    /// <param name="before">The surface of the cells before it.</param>
    /// <param name="cell">Compiled deterministically, under a name with its place among the cells.</param>
    public static string After(string before, CSharpCompilation cell, CellImage image)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var root = (CompilationUnitSyntax)cell.SyntaxTrees[0].GetRoot();
        foreach (string text in new[] { before, cell.AssemblyName!, root.Externs.ToFullString(), root.Usings.ToFullString() })
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }
        if (image.Assembly is not null) hash.AppendData((SharesFromBodies(image.Assembly) ? null : DeclarationsOf(cell)) ?? image.Assembly);
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static byte[]? DeclarationsOf(CSharpCompilation cell)
    {
        using var stream = new MemoryStream();
        return cell.Emit(stream, options: Declarations).Success ? stream.ToArray() : null;
    }

    /// <summary>The types that the compiler makes of <c>new { … }</c> are shared by all later cells, also when only a body mentions them.</summary>
    private static bool SharesFromBodies(byte[] assembly)
    {
        using var file = new PEReader(new MemoryStream(assembly));
        MetadataReader metadata = file.GetMetadataReader();
        return metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
            .Any(type => type.GetDeclaringType().IsNil && metadata.GetString(type.Name) is var name && name.StartsWith("<>", StringComparison.Ordinal));
    }
}
