using System.Text;
using CourseKit.Worker;
using Microsoft.CodeAnalysis;

namespace CourseKit.Serve;

/// <summary>A type of a library as a page to read: its members as they are declared, each under what is written of it.</summary>
internal static class MetadataPage
{
    private static readonly SymbolDisplayFormat Declared = SymbolText
        .Signature.WithMemberOptions(
            SymbolText.Signature.MemberOptions & ~SymbolDisplayMemberOptions.IncludeContainingType
                | SymbolDisplayMemberOptions.IncludeModifiers
                | SymbolDisplayMemberOptions.IncludeAccessibility
        )
        .WithGenericsOptions(
            SymbolDisplayGenericsOptions.IncludeTypeParameters
                | SymbolDisplayGenericsOptions.IncludeVariance
                | SymbolDisplayGenericsOptions.IncludeTypeConstraints
        )
        .WithKindOptions(SymbolDisplayKindOptions.IncludeTypeKeyword | SymbolDisplayKindOptions.IncludeMemberKeyword);

    /// <summary>Writes the page of the type that <paramref name="symbol"/> is or belongs to; gives where the symbol stands in it.</summary>
    public static Place? Of(ISymbol symbol)
    {
        symbol = (symbol is IMethodSymbol { ReducedFrom: IMethodSymbol extension } ? extension : symbol).OriginalDefinition;
        INamedTypeSymbol? type = symbol as INamedTypeSymbol ?? symbol.ContainingType;
        if (type?.ContainingAssembly is not IAssemblySymbol assembly)
            return null;
        var page = new StringBuilder(
            $"// {assembly.Identity.Name} {assembly.Identity.Version}\nnamespace {type.ContainingNamespace.ToDisplayString()};\n\n"
        );
        int line = 0;
        Write(type, "", symbol, page, ref line);
        page.Append("{\n");
        foreach (ISymbol member in type.GetMembers().Where(IsShown))
            Write(member, "    ", symbol, page, ref line);
        page.Append("}\n");

        string folder = Directory
            .CreateDirectory(
                Path.Combine(
                    Path.GetTempPath(),
                    $"coursekit-{Environment.UserName}",
                    $"{assembly.Identity.Name} {assembly.Identity.Version}"
                )
            )
            .FullName;
        string path = Path.Combine(folder, type.MetadataName.Replace('`', '-') + ".cs"),
            text = page.ToString();
        if (!File.Exists(path) || File.ReadAllText(path) != text)
        {
            if (File.Exists(path))
                File.SetAttributes(path, FileAttributes.Normal);
            File.WriteAllText(path, text);
            File.SetAttributes(path, FileAttributes.ReadOnly);
        }
        return new Place(DocumentUri.FromPath(path), new(new(line, 0), new(line, 0)));
    }

    private static bool IsShown(ISymbol member) =>
        member
            is
        {
            IsImplicitlyDeclared: false,
            DeclaredAccessibility: Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
        }
        && member
            is not IMethodSymbol
            {
                MethodKind: MethodKind.PropertyGet
                    or MethodKind.PropertySet
                    or MethodKind.EventAdd
                    or MethodKind.EventRemove
                    or MethodKind.Destructor
            };

    private static void Write(ISymbol symbol, string indent, ISymbol wanted, StringBuilder page, ref int line)
    {
        if (page[^1] == '\n' && page[^2] == ';' && indent.Length > 0)
            page.Append('\n');
        foreach (
            string said in Documentation
                .Of(symbol)
                .Plain(full: true)
                .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        )
            page.Append(indent).Append("/// ").Append(said).Append('\n');
        if (SymbolEqualityComparer.Default.Equals(symbol, wanted))
            line = page.ToString().Count(character => character == '\n');
        page.Append(indent).Append(symbol.ToDisplayString(Declared)).Append(indent.Length == 0 ? "\n" : ";\n");
    }
}
