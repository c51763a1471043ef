using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CourseKit.Worker;

/// <summary>A use of a symbol that an exercise forbids.</summary>
/// <param name="Position">Where in the cell, 0-based.</param>
internal sealed record Violation(string Message, LinePosition Position)
{
    /// <summary>What is used and where, without the rule: "line 3 uses System.Reflection.MethodInfo".</summary>
    public string Use => Message.Split(", ")[0];
}

/// <summary>
/// Finds what an answer must not use: by what each name and expression means, not by how it is spelled. What the answer calls in
/// earlier cells is searched as well, and the doors through which a program can reach any symbol unnamed are shut.
/// </summary>
/// <param name="names">
/// Full names of namespaces, types or members: "CourseLib.Norms", "System.Linq.Enumerable.Average". None: only the doors are looked for, pointers among
/// them, and only in the cell itself.
/// </param>
/// <param name="cells">
/// The cells of the session by their assemblies' names: in the chain of compilations another session's cell can stand for one of them, which declares the
/// same and does something else.
/// </param>
internal sealed class ForbiddenSymbols(IReadOnlyList<string> names, IReadOnlyDictionary<string, CSharpCompilation> cells)
{
    private static readonly string[] Doors =
    [
        "System.Reflection", "System.Activator", "System.AppDomain", "System.Type.GetType", "System.Type.GetTypeFromProgID", "System.Type.GetTypeFromCLSID",
        "System.Type.InvokeMember", "System.Runtime.Loader", "System.Runtime.InteropServices", "System.Runtime.CompilerServices.Unsafe",
        "System.Runtime.CompilerServices.UnsafeAccessorAttribute", "System.Runtime.CompilerServices.RuntimeHelpers", "System.Runtime.Serialization",
        "System.Linq.Expressions", "System.Dynamic", "System.ComponentModel.TypeDescriptor", "System.Diagnostics.Process", "System.Delegate.CreateDelegate",
        "System.Delegate.DynamicInvoke", "System.Delegate.Method", "System.Xml.Serialization", "System.Xaml", "CourseKit.Worker",
    ];

    /// <summary>Members of <see cref="Doors"/> that lead nowhere and that ordinary code uses.</summary>
    private static readonly string[] Harmless =
    [
        "System.Reflection.MemberInfo.Name", "System.Runtime.InteropServices.MemoryMarshal", "System.Runtime.InteropServices.CollectionsMarshal",
        "System.Runtime.InteropServices.StructLayoutAttribute", "System.Runtime.InteropServices.LayoutKind", "System.Runtime.InteropServices.FieldOffsetAttribute",
        "CourseKit.Worker.CellGlobals", "CourseKit.Worker.CellControls", "CourseKit.Worker.Markup",
        "CourseKit.Worker.InterruptPoint",
    ];

    private static readonly SymbolDisplayFormat FullName = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted, SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces, SymbolDisplayGenericsOptions.None,
        SymbolDisplayMemberOptions.IncludeContainingType);

    private readonly Dictionary<ISymbol, string?> judged = new(SymbolEqualityComparer.Default);
    private readonly HashSet<SyntaxNode> visited = [];
    private CSharpCompilation? searched;

    /// <summary>A directive that loads other code; null when there is none. What it loads need not exist.</summary>
    public static Violation? FindLoading(SyntaxTree cell) =>
        cell.GetRoot().DescendantTrivia(descendIntoTrivia: false).FirstOrDefault(trivia =>
            trivia.IsKind(SyntaxKind.ReferenceDirectiveTrivia) || trivia.IsKind(SyntaxKind.LoadDirectiveTrivia)) is { RawKind: not 0 } directive
            ? At(cell, directive.Span, $"uses {directive.ToString().Trim()}, and no other code may be loaded here")
            : null;

    /// <summary>Where a cell uses nothing of what its exercise asks for; null where it does, or is still the stub.</summary>
    public static Violation? FindMissing(IReadOnlyList<string> required, CSharpCompilation cell)
    {
        SyntaxTree tree = cell.SyntaxTrees[0];
        SemanticModel model = cell.GetSemanticModel(tree);
        string stub = typeof(NotImplementedException).FullName!;
        return tree.GetRoot().DescendantNodes().SelectMany(node => SymbolsOf(node, model)).OfType<ISymbol>().Where(symbol => symbol is not INamespaceSymbol)
            .Select(symbol => NameOf((symbol as IMethodSymbol)?.ReducedFrom ?? symbol)).Any(name => name == stub || required.Any(scope => IsWithin(name, scope)))
            ? null
            : new("uses none of " + string.Join(", ", required) + ", and this exercise is about that", default);
    }

    /// <summary>The first forbidden use in a cell; null when there is none. The cell must compile.</summary>
    public Violation? FindIn(CSharpCompilation cell)
    {
        searched = cell;
        return FindIn(cell.SyntaxTrees[0].GetRoot(), cell, through: null);
    }

    /// <param name="through">Set while looking into an earlier cell: where the cell itself leads there, and by what name.</param>
    private Violation? FindIn(SyntaxNode root, CSharpCompilation compilation, (SyntaxNode Place, string Name)? through)
    {
        if (!visited.Add(root)) return null;
        SemanticModel model = compilation.GetSemanticModel(root.SyntaxTree);
        foreach (SyntaxNode node in root.DescendantNodesAndSelf(inside => !IsNameOf(inside, model)))
        {
            if (IsNameOf(node, model)) continue;
            foreach (ISymbol symbol in SymbolsOf(node, model))
            {
                if (Judge(symbol) is string verdict)
                    return through is { } way ? At(way.Place.SyntaxTree, way.Place.Span, $"uses '{way.Name}' of an earlier cell, which {verdict}") : At(node.SyntaxTree, node.Span, verdict);
                if (names.Count == 0 || symbol is INamespaceOrTypeSymbol { IsNamespace: true }) continue;
                if (FindInDeclaration(symbol, compilation, through ?? (node, symbol.Name)) is Violation indirect) return indirect;
            }
        }
        return null;
    }

    /// <summary>Looks into the declaration of a symbol where it stands in an earlier cell.</summary>
    private Violation? FindInDeclaration(ISymbol symbol, CSharpCompilation compilation, (SyntaxNode, string) through)
    {
        foreach (SyntaxReference reference in symbol.OriginalDefinition.DeclaringSyntaxReferences)
            for (CSharpCompilation? declaring = compilation; declaring is not null; declaring = declaring.ScriptCompilationInfo?.PreviousScriptCompilation)
            {
                if (!declaring.ContainsSyntaxTree(reference.SyntaxTree)) continue;
                // The cell itself is searched as a whole.
                if (declaring == searched) break;
                CSharpCompilation own = cells.GetValueOrDefault(declaring.AssemblyName!, declaring);
                foreach (SyntaxNode declaration in own == declaring ? [reference.GetSyntax()] : DeclarationsIn(own, symbol.OriginalDefinition))
                    if (FindIn(WithType(declaration), own, through) is Violation violation) return violation;
                break;
            }
        return null;
    }

    /// <summary>Where a cell declares what another, of the same surface, declares as <paramref name="symbol"/>; should that not be found, the whole cell.</summary>
    private static IEnumerable<SyntaxNode> DeclarationsIn(CSharpCompilation cell, ISymbol symbol) =>
        DocumentationCommentId.CreateDeclarationId(symbol) is string id && DocumentationCommentId.GetFirstSymbolForDeclarationId(id, cell) is ISymbol same
        && same.DeclaringSyntaxReferences is { IsEmpty: false } places && places.All(place => cell.ContainsSyntaxTree(place.SyntaxTree))
            ? places.Select(place => place.GetSyntax())
            : [cell.SyntaxTrees[0].GetRoot()];

    /// <summary>The declaration of a variable holds its type too, one level further out.</summary>
    private static SyntaxNode WithType(SyntaxNode declaration) =>
        declaration is VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1 } whole } ? whole : declaration;

    /// <summary>Everything that a node means: what it names, its type, and what the compiler calls for it unnamed.</summary>
    public static IEnumerable<ISymbol> SymbolsOf(SyntaxNode node, SemanticModel model)
    {
        if (model.GetSymbolInfo(node) is { } named)
        {
            if (named.Symbol is not null) yield return named.Symbol;
            foreach (ISymbol candidate in named.CandidateSymbols) yield return candidate;
        }
        if (node is IdentifierNameSyntax identifier && model.GetAliasInfo(identifier) is { } alias) yield return alias.Target;
        if (model.GetTypeInfo(node) is { } type)
        {
            if (type.Type is not null) yield return type.Type;
            if (type.ConvertedType is not null) yield return type.ConvertedType;
        }
        if (model.GetConversion(node).MethodSymbol is IMethodSymbol conversion) yield return conversion;
        if (model.GetDeclaredSymbol(node) is ISymbol declared)
        {
            ITypeSymbol? declaredType = declared switch
            {
                ILocalSymbol local => local.Type,
                IParameterSymbol parameter => parameter.Type,
                IFieldSymbol field => field.Type,
                IMethodSymbol method => method.ReturnType,
                _ => null,
            };
            if (declaredType is not null) yield return declaredType;
            if (declared is IMethodSymbol imported && imported.GetDllImportData() is not null) yield return imported;
        }
        switch (node)
        {
            case CommonForEachStatementSyntax loop when model.GetForEachStatementInfo(loop) is var info:
                foreach (ISymbol? used in new ISymbol?[] { info.GetEnumeratorMethod, info.MoveNextMethod, info.CurrentProperty, info.ElementType })
                    if (used is not null) yield return used;
                break;
            case AwaitExpressionSyntax awaiting when model.GetAwaitExpressionInfo(awaiting).GetAwaiterMethod is IMethodSymbol awaiter:
                yield return awaiter;
                break;
            case AssignmentExpressionSyntax assignment when model.GetDeconstructionInfo(assignment).Method is IMethodSymbol deconstruct:
                yield return deconstruct;
                break;
            case InitializerExpressionSyntax initializer:
                foreach (ExpressionSyntax element in initializer.Expressions)
                    if (initializer.IsKind(SyntaxKind.CollectionInitializerExpression) && model.GetCollectionInitializerSymbolInfo(element).Symbol is ISymbol add)
                        yield return add;
                break;
            case QueryClauseSyntax clause:
                QueryClauseInfo query = model.GetQueryClauseInfo(clause);
                if (query.CastInfo.Symbol is ISymbol cast) yield return cast;
                if (query.OperationInfo.Symbol is ISymbol operation) yield return operation;
                break;
        }
    }

    /// <summary>What is wrong with a symbol, as the end of a sentence; null when nothing is.</summary>
    private string? Judge(ISymbol symbol)
    {
        if (symbol is INamespaceSymbol) return null;
        if (!judged.TryGetValue(symbol, out string? verdict))
        {
            judged[symbol] = null;
            judged[symbol] = verdict = JudgeAnew(symbol);
        }
        return verdict;
    }

    private string? JudgeAnew(ISymbol symbol)
    {
        switch (symbol)
        {
            case IDynamicTypeSymbol: return "uses 'dynamic', and this exercise allows only code whose meaning is known before it runs";
            case IFunctionPointerTypeSymbol: return "uses a function pointer, which this exercise does not allow";
            case IArrayTypeSymbol array: return Judge(array.ElementType);
            case IPointerTypeSymbol when names.Count == 0: return "uses a pointer";
            case IPointerTypeSymbol pointer: return Judge(pointer.PointedAtType);
            case IAliasSymbol alias: return Judge(alias.Target);
            case ITypeParameterSymbol parameter: return parameter.ConstraintTypes.Select(Judge).FirstOrDefault(verdict => verdict is not null);
            case ILocalSymbol or IParameterSymbol or IRangeVariableSymbol or ILabelSymbol or IDiscardSymbol or IPreprocessingSymbol: return null;
        }
        symbol = (symbol as IMethodSymbol)?.ReducedFrom ?? symbol;
        if (symbol is IMethodSymbol method && method.GetDllImportData() is not null) return $"declares the native function '{method.Name}', which this exercise does not allow";

        string name = NameOf(symbol);
        foreach (string forbidden in names)
            if (IsWithin(name, forbidden)) return Asks(name);
        bool harmless = Harmless.Any(harmless => IsWithin(name, harmless));
        if (!harmless && Doors.Any(door => IsWithin(name, door)))
            return $"uses {name}, which this exercise does not allow because it can reach any code by name";

        IEnumerable<ITypeSymbol> arguments = symbol switch
        {
            INamedTypeSymbol named => named.TypeArguments,
            IMethodSymbol generic => generic.TypeArguments,
            _ => [],
        };
        foreach (ITypeSymbol argument in arguments)
            if (Judge(argument) is string verdict) return verdict;
        // Only of what is forbidden: every Type is a MemberInfo of System.Reflection, and no harm in that.
        for (INamedTypeSymbol? parent = (symbol as INamedTypeSymbol)?.BaseType; parent is not null; parent = parent.BaseType)
            if (names.Any(forbidden => IsWithin(NameOf(parent), forbidden))) return Asks(NameOf(parent));
        return !harmless && symbol.ContainingType is INamedTypeSymbol owner ? Judge(owner) : null;
    }

    private static string Asks(string name) => $"uses {name}, which this exercise asks you to write yourself";

    private static string NameOf(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } => symbol.ContainingType.ToDisplayString(FullName),
        IMethodSymbol { MethodKind: MethodKind.Conversion or MethodKind.UserDefinedOperator } => $"{symbol.ContainingType.ToDisplayString(FullName)}.{symbol.MetadataName}",
        _ => symbol.OriginalDefinition.ToDisplayString(FullName),
    };

    private static bool IsWithin(string name, string scope) =>
        name.StartsWith(scope, StringComparison.Ordinal) && (name.Length == scope.Length || name[scope.Length] == '.');

    private static bool IsNameOf(SyntaxNode node, SemanticModel model) =>
        node is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "nameof" } } && model.GetConstantValue(node).HasValue;

    private static Violation At(SyntaxTree tree, TextSpan span, string message)
    {
        LinePosition position = tree.GetLineSpan(span).StartLinePosition;
        return new Violation($"line {position.Line + 1} {message}", position);
    }
}
