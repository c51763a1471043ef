using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CourseKit.Worker;

/// <summary>How the text could go on at the cursor: members behind a dot, names in scope, keywords, directives.</summary>
internal sealed class Completion
{
    private const int Most = 1000;

    private static readonly IReadOnlyList<CompletionItem> Keywords =
    [
        .. SyntaxFacts.GetKeywordKinds()
            .Select(SyntaxFacts.GetText)
            .Where(text => text.Length > 1 && !text.StartsWith('_') && text.All(char.IsAsciiLetterLower))
            .Except(["elif", "endif", "endregion", "pragma", "warning", "error", "hidden", "disable", "restore", "checksum", "annotations", "assembly", "module"])
            .Distinct().Order(StringComparer.Ordinal).Select(text => new CompletionItem(text, "keyword")),
    ];

    private readonly CompleteRequest request;
    private readonly string code;
    private readonly int start, end;
    private readonly SyntaxNode root;
    private readonly SemanticModel model;

    public Completion(CellSession session, CompleteRequest request)
    {
        this.request = request;
        end = Math.Clamp(request.Cursor, 0, request.Code.Length);
        start = end;
        while (start > 0 && SyntaxFacts.IsIdentifierPartCharacter(request.Code[start - 1])) start--;
        code = CellDirectives.Blanked(request.Code);
        SyntaxTree tree = CSharpSyntaxTree.ParseText(code, CellSession.Parsing);
        root = tree.GetRoot();
        model = session.Analyse(tree);
    }

    public CompletionAnswer Answer()
    {
        int line = request.Code.LastIndexOf('\n', Math.Max(0, end - 1)) + 1;
        if (end > line && request.Code.AsSpan(line, end - line).TrimStart().StartsWith("#")) return Directive(line);
        if (start < end && char.IsDigit(request.Code[start]) || IsInText()) return With([]);
        string prefix = request.Code[start..end];
        return With(Ordered(Candidates().Where(item => item.Text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)), prefix));
    }

    private CompletionAnswer With(IReadOnlyList<CompletionItem> items) => new(request.Id, start, end, items);

    private CompletionAnswer Directive(int line)
    {
        int hash = request.Code.IndexOf('#', line);
        string typed = request.Code[hash..end];
        int quote = typed.IndexOf('"');
        if (quote < 0) return new CompletionAnswer(request.Id, hash, end, [.. CellDirectives.All.Where(item => item.Text.StartsWith(typed, StringComparison.Ordinal))]);
        return With(typed.StartsWith("#r", StringComparison.Ordinal) ? Files(typed[(quote + 1)..]) : []);
    }

    /// <summary>Libraries and folders for <c>#r "…</c>.</summary>
    private static IReadOnlyList<CompletionItem> Files(string typed)
    {
        if (typed.StartsWith("nuget:", StringComparison.Ordinal)) return [];
        int slash = typed.LastIndexOfAny(['/', '\\']) + 1;
        string folder = Path.GetFullPath(typed[..slash].Length == 0 ? "." : typed[..slash]);
        int word = typed.Length;
        while (word > slash && SyntaxFacts.IsIdentifierPartCharacter(typed[word - 1])) word--;
        if (!Directory.Exists(folder)) return [];
        return
        [
            .. Directory.EnumerateFileSystemEntries(folder)
                .Where(path => Path.GetFileName(path).StartsWith(typed[slash..], StringComparison.OrdinalIgnoreCase))
                .Where(path => Directory.Exists(path) || path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
                .Order(StringComparer.OrdinalIgnoreCase).Take(Most)
                .Select(path => new CompletionItem(Path.GetFileName(path)[(word - slash)..], Directory.Exists(path) ? "folder" : "file")),
        ];
    }

    private bool IsInText()
    {
        SyntaxTrivia trivia = root.FindTrivia(Math.Max(0, end - 1));
        if (trivia.Kind() is SyntaxKind.SingleLineCommentTrivia) return true;
        if (trivia.Kind() is SyntaxKind.MultiLineCommentTrivia && end < trivia.Span.End) return true;
        SyntaxToken token = root.FindToken(Math.Max(0, end - 1));
        bool inside = token.SpanStart < end && (end < token.Span.End || token.ContainsDiagnostics);
        return token.Kind() switch
        {
            SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.Utf8StringLiteralToken
                or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken => inside,
            SyntaxKind.InterpolatedStringTextToken => token.SpanStart < end,
            _ => false,
        };
    }

    private IEnumerable<CompletionItem> Candidates()
    {
        SyntaxToken before = root.FindToken(start);
        if (before.SpanStart >= start) before = before.GetPreviousToken();
        if (Owner(before) is ExpressionSyntax owner) return Items(Members(owner));
        if (before.Parent?.FirstAncestorOrSelf<InitializerExpressionSyntax>() is { Parent: BaseObjectCreationExpressionSyntax made } initializer
            && (before == initializer.OpenBraceToken || before.IsKind(SyntaxKind.CommaToken) && before.Parent == initializer)
            && model.GetTypeInfo(made).Type is ITypeSymbol type)
            return Items(model.LookupSymbols(start, type).Where(member => member is IPropertySymbol { IsStatic: false, IsReadOnly: false } or IFieldSymbol { IsStatic: false, IsReadOnly: false }));
        return [.. ArgumentNames(before), .. Items(InScope()), .. Keywords];
    }

    /// <summary>The expression in front of the dot that ends at <paramref name="before"/>; null when there is no dot.</summary>
    private static ExpressionSyntax? Owner(SyntaxToken before) => !before.IsKind(SyntaxKind.DotToken) ? null : before.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression,
        QualifiedNameSyntax name => name.Left,
        MemberBindingExpressionSyntax binding => binding.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression,
        _ => null,
    };

    private IEnumerable<ISymbol> Members(ExpressionSyntax owner)
    {
        ISymbol? symbol = model.GetSymbolInfo(owner).Symbol;
        ITypeSymbol? type = symbol is ITypeSymbol ? null : model.GetTypeInfo(owner).Type;
        if (symbol is null && type is null or IErrorTypeSymbol)
        {
            // A half-written statement may read as a declaration, and the owner as the name of a type.
            ExpressionSyntax alone = SyntaxFactory.ParseExpression(owner.ToString());
            symbol = model.GetSpeculativeSymbolInfo(owner.SpanStart, alone, SpeculativeBindingOption.BindAsExpression).Symbol;
            type = symbol is ITypeSymbol ? null : model.GetSpeculativeTypeInfo(owner.SpanStart, alone, SpeculativeBindingOption.BindAsExpression).Type;
        }
        IEnumerable<ISymbol> members = symbol switch
        {
            INamespaceSymbol space => model.LookupNamespacesAndTypes(start, space),
            ITypeSymbol named => model.LookupSymbols(start, named).Where(member => member.IsStatic || member is INamedTypeSymbol),
            _ when type is not null and not IErrorTypeSymbol =>
                model.LookupSymbols(start, type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } && owner.Parent is ConditionalAccessExpressionSyntax
                        ? ((INamedTypeSymbol)type).TypeArguments[0] : type, includeReducedExtensionMethods: true)
                    .Where(member => !member.IsStatic && member is not INamedTypeSymbol),
            _ => [],
        };
        return members.Where(IsForEditors);
    }

    /// <summary>What can be named here, except what every object has: nobody looks for the cell's own Equals.</summary>
    private IEnumerable<ISymbol> InScope() => model.LookupSymbols(start)
        .Where(symbol => symbol.ContainingType is not { SpecialType: SpecialType.System_Object } && symbol is not IAssemblySymbol);

    /// <summary>"name:" for the parameters of the call in whose brackets the cursor stands.</summary>
    private IEnumerable<CompletionItem> ArgumentNames(SyntaxToken before)
    {
        if (before.Kind() is not (SyntaxKind.OpenParenToken or SyntaxKind.CommaToken) || before.Parent is not ArgumentListSyntax { Parent: ExpressionSyntax call } list) return [];
        IEnumerable<ISymbol> called = call is InvocationExpressionSyntax invocation ? model.GetMemberGroup(invocation.Expression)
            : call is BaseObjectCreationExpressionSyntax && model.GetTypeInfo(call).Type is INamedTypeSymbol made ? made.InstanceConstructors : [];
        HashSet<string> given = [.. list.Arguments.Select(argument => argument.NameColon?.Name.Identifier.Text).OfType<string>()];
        return called.OfType<IMethodSymbol>().SelectMany(method => method.Parameters).Where(parameter => !given.Contains(parameter.Name)).DistinctBy(parameter => parameter.Name)
            .Select(parameter => new CompletionItem(parameter.Name + ":", "field", parameter.ToDisplayString(SymbolText.Signature)));
    }

    private IEnumerable<CompletionItem> Items(IEnumerable<ISymbol> symbols) => symbols
        .Where(symbol => symbol.CanBeReferencedByName && !symbol.Name.StartsWith('<'))
        .GroupBy(symbol => symbol.Name)
        .Select(group => new CompletionItem(
            SyntaxFacts.GetKeywordKind(group.Key) == SyntaxKind.None ? group.Key : "@" + group.Key,
            SymbolText.Kind(group.First()),
            SymbolText.Of(group.First()) + (group.Count() > 1 ? $" (+ {group.Count() - 1} more)" : "")));

    /// <summary>Arguments come first, then the spelling that was begun, then what the notebook itself declares, then all in the order of the alphabet.</summary>
    private static IReadOnlyList<CompletionItem> Ordered(IEnumerable<CompletionItem> items, string prefix) =>
    [
        .. items.DistinctBy(item => item.Text)
            .OrderBy(item => item.Text.EndsWith(':') ? 0 : item.Text.StartsWith(prefix, StringComparison.Ordinal) ? 1 : 2)
            .ThenBy(item => item.Kind is "field" or "variable" or "property" or "method" or "function" ? 0 : item.Kind == "keyword" ? 1 : 2)
            .ThenBy(item => item.Text, StringComparer.OrdinalIgnoreCase)
            .Take(Most),
    ];

    private static bool IsForEditors(ISymbol symbol) => !symbol.GetAttributes().Any(attribute =>
        attribute.AttributeClass?.Name == nameof(System.ComponentModel.EditorBrowsableAttribute)
        && attribute.ConstructorArguments is [{ Value: (int)System.ComponentModel.EditorBrowsableState.Never }]);
}
