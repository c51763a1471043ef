using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CourseKit.Worker;

/// <summary>What the XML documentation says of a symbol: of cells from their text, of libraries from the files beside them.</summary>
internal sealed partial class Documentation
{
    private readonly XElement? member;

    private Documentation(XElement? member) => this.member = member;

    public static Documentation Of(ISymbol symbol)
    {
        // A member without words of its own is described where it is first declared.
        for (ISymbol? described = symbol; described is not null; described = Origin(described))
            if (Find(described) is XElement member && member.Element("inheritdoc") is null) return new Documentation(member);
        return new Documentation(null);
    }

    public string Plain(bool full) => Render(full, markdown: false);

    public string Markdown(bool full) => Render(full, markdown: true);

    /// <summary>What the member is, in Markdown.</summary>
    public string Summary() => Text(member?.Element("summary"), markdown: true);

    /// <summary>What is said of one of its parameters, in Markdown.</summary>
    public string Parameter(string name) => Text(member?.Elements("param").FirstOrDefault(parameter => parameter.Attribute("name")?.Value == name), markdown: true);

    private static XElement? Find(ISymbol symbol)
    {
        symbol = symbol is IMethodSymbol { ReducedFrom: IMethodSymbol extension } ? extension : symbol;
        string? xml = symbol.DeclaringSyntaxReferences.Length > 0
            ? InSource(symbol.DeclaringSyntaxReferences[0].GetSyntax())
            : symbol.OriginalDefinition.GetDocumentationCommentId() is string id ? DocumentationFiles.Find(symbol.ContainingAssembly, id) : null;
        try
        {
            return xml is null ? null : XElement.Parse(xml, LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>The lines that begin with three slashes above a declaration.</summary>
    private static string? InSource(SyntaxNode declaration)
    {
        // A variable's comment stands above the whole declaration.
        while (declaration.Parent is SyntaxNode parent && parent.SpanStart == declaration.SpanStart && parent is not ICompilationUnitSyntax) declaration = parent;
        string trivia = (declaration.IsKind(SyntaxKind.VariableDeclarator) ? declaration.Parent!.Parent! : declaration).GetLeadingTrivia().ToFullString();
        string[] lines = [.. trivia.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("///", StringComparison.Ordinal)).Select(line => line[3..])];
        return lines.Length == 0 ? null : $"<member>{string.Join("\n", lines)}</member>";
    }

    private static ISymbol? Origin(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { OverriddenMethod: IMethodSymbol overridden } => overridden,
        IPropertySymbol { OverriddenProperty: IPropertySymbol overridden } => overridden,
        { ContainingType: INamedTypeSymbol type } and not ITypeSymbol => type.AllInterfaces
            .SelectMany(contract => contract.GetMembers(symbol.Name))
            .FirstOrDefault(declared => SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(declared), symbol)),
        _ => null,
    };

    private string Render(bool full, bool markdown)
    {
        if (member is null) return "";
        var text = new StringBuilder(Text(member.Element("summary") ?? (member.Elements().Any() ? null : member), markdown)).Append("\n\n");
        foreach (XElement parameter in member.Elements("param"))
            if (Text(parameter, markdown) is { Length: > 0 } said) text.Append(Code(parameter.Attribute("name")?.Value, markdown)).Append(": ").Append(said).Append(markdown ? "  \n" : "\n");
        if (Text(member.Element("returns"), markdown) is { Length: > 0 } returns) text.Append("\nReturns: ").Append(returns).Append('\n');
        if (!full) return text.ToString().Trim();
        foreach (XElement exception in member.Elements("exception"))
            text.Append('\n').Append(Code(ShortName(exception.Attribute("cref")?.Value), markdown)).Append(": ").Append(Text(exception, markdown)).Append('\n');
        if (Text(member.Element("remarks"), markdown) is { Length: > 0 } remarks) text.Append('\n').Append(remarks).Append('\n');
        return text.ToString().Trim();
    }

    private static string Text(XElement? element, bool markdown) =>
        element is null ? "" : Spaces().Replace(string.Concat(element.Nodes().Select(node => Node(node, markdown))), " ").Replace(" \n", "\n").Replace("\n ", "\n").Trim();

    private static string Node(XNode node, bool markdown) => node switch
    {
        XText text => Spaces().Replace(text.Value.ReplaceLineEndings(" "), " "),
        XElement { Name.LocalName: "see" or "seealso" } see => Code(see.Attribute("langword")?.Value ?? ShortName(see.Attribute("cref")?.Value) ?? see.Value, markdown),
        XElement { Name.LocalName: "paramref" or "typeparamref" } named => Code(named.Attribute("name")?.Value, markdown),
        XElement { Name.LocalName: "c" or "code" } code => Code(code.Value, markdown),
        XElement { Name.LocalName: "para" or "item" or "br" } block => "\n" + string.Concat(block.Nodes().Select(inner => Node(inner, markdown))) + "\n",
        XElement other => string.Concat(other.Nodes().Select(inner => Node(inner, markdown))),
        _ => "",
    };

    private static string Code(string? text, bool markdown) => markdown && !string.IsNullOrEmpty(text) ? $"`{text}`" : text ?? "";

    /// <summary>"M:System.String.IndexOf(System.Char)" as "String.IndexOf".</summary>
    private static string? ShortName(string? reference)
    {
        if (reference is null) return null;
        string name = Arity().Replace(reference.Split('(')[0], "");
        bool isMember = name.Length > 1 && name[1] == ':' && name[0] is not ('T' or 'N');
        string[] parts = (name.Contains(':') ? name[(name.IndexOf(':') + 1)..] : name).Split('.');
        return string.Join('.', parts.TakeLast(isMember ? 2 : 1)).Replace(".#ctor", "");
    }

    [GeneratedRegex("[ \t]+")]
    private static partial Regex Spaces();

    [GeneratedRegex("`+[0-9]+")]
    private static partial Regex Arity();
}
