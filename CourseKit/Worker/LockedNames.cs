using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CourseKit.Worker;

/// <summary>
/// Binds the names of a locked cell in the course's own context. A student who declares a <c>Math</c>, a <c>Tensor</c> or an <c>ArgumentNullException</c>,
/// or is using a namespace that has another one, changes nothing for the checks: whatever means a type or a function of the libraries to the
/// course alone is written with its full name.
/// </summary>
/// <param name="follow">The compilation of a cell behind nothing but using directives.</param>
internal sealed class LockedNames(CSharpParseOptions parsing, Func<SyntaxTree, string, CSharpCompilation> follow)
{
    private const string Check = "CourseLib.Checks.Check", Graded = "global::CourseKit.Worker.GradedCheck";

    private static readonly SymbolDisplayFormat FullName = new(
        SymbolDisplayGlobalNamespaceStyle.Included, SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces, SymbolDisplayGenericsOptions.None);

    /// <summary>The cell with full names; no line moves to another.</summary>
    public SyntaxTree Bind(SyntaxTree tree, LockedCell locked, CancellationToken cancellation)
    {
        SyntaxNode root = tree.GetRoot(cancellation);
        SemanticModel model = follow(tree, string.Join('\n', locked.Usings)).GetSemanticModel(tree);
        var changes = new List<TextChange>();
        foreach (SimpleNameSyntax name in root.DescendantNodes().OfType<SimpleNameSyntax>())
            if (IsRoot(name) && !locked.Open.Contains(name.Identifier.ValueText) && locked.Own?.Contains(name.Identifier.ValueText) != true && MeaningOf(name, model) is string full)
                changes.Add(full == Graded ? new(name.Span, full) : new(new TextSpan(name.SpanStart, 0), full[..^name.Identifier.ValueText.Length]));
        return changes.Count == 0 ? tree : CSharpSyntaxTree.ParseText(tree.GetText(cancellation).WithChanges(changes), parsing, tree.FilePath, cancellation);
    }

    /// <summary>The first name of a bound cell that means something that a student has declared and that is not theirs to give; null when there is none.</summary>
    public static Violation? FindTaken(CSharpCompilation cell, LockedCell locked, Func<ISymbol, bool> isStudents)
    {
        SyntaxTree tree = cell.SyntaxTrees[0];
        SemanticModel model = cell.GetSemanticModel(tree);
        foreach (SyntaxNode node in tree.GetRoot().DescendantNodes())
            foreach (ISymbol symbol in ForbiddenSymbols.SymbolsOf(node, model))
            {
                ISymbol own = (symbol as IMethodSymbol)?.ReducedFrom ?? symbol;
                bool isGiven = own is IMethodSymbol { IsExtensionMethod: true } || (node is SimpleNameSyntax name && IsRoot(name) && name.Identifier.ValueText == own.Name);
                if (!isGiven || locked.Open.Contains(own.Name) || own is ILocalSymbol or IParameterSymbol or IRangeVariableSymbol || !isStudents(own)) continue;
                LinePosition place = tree.GetLineSpan(node.Span).StartLinePosition;
                return new($"a cell before this check declares '{own.Name}', which the check uses and means another; give yours another name", place);
            }
        return null;
    }

    /// <summary>The full name of the type, namespace or function of a library that a name means; null for anything else.</summary>
    private static string? MeaningOf(SimpleNameSyntax name, SemanticModel model)
    {
        if (name is IdentifierNameSyntax { IsVar: true }) return null;
        SymbolInfo info = model.GetSymbolInfo(name);
        // Behind nothing the student's names mean nothing, so calls with them are not resolved; all overloads have one name.
        ISymbol? symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
        // An attribute and a constructor are named by their types.
        if (symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor) symbol = constructor.ContainingType;
        if (symbol is null || symbol.Locations.Any(place => place.IsInSource)) return null;
        string full = symbol switch
        {
            INamedTypeSymbol type when type.ContainingType is null || !type.ContainingType.IsGenericType => type.ToDisplayString(FullName),
            INamespaceSymbol { IsGlobalNamespace: false } space => space.ToDisplayString(FullName),
            IMethodSymbol { IsStatic: true, MethodKind: MethodKind.Ordinary, ContainingType: { IsGenericType: false } owner } method => $"{owner.ToDisplayString(FullName)}.{method.Name}",
            _ => "",
        };
        if (full == "global::" + Check) return Graded;
        // A keyword such as "int" names a type too, and needs nothing.
        return full.EndsWith("." + name.Identifier.ValueText, StringComparison.Ordinal) || full == "global::" + name.Identifier.ValueText ? full : null;
    }

    /// <summary>A name that stands for itself, not for a member of what is before it.</summary>
    private static bool IsRoot(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression == name,
        QualifiedNameSyntax qualified => qualified.Left == name,
        AliasQualifiedNameSyntax or MemberBindingExpressionSyntax or NameColonSyntax or NameEqualsSyntax or ExpressionColonSyntax => false,
        _ => true,
    };
}
