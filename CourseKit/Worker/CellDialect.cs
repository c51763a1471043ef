using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CourseKit.Worker;

/// <summary>
/// What stands at the top of a C# program and the compiler's scripting dialect does not know, written so that it does: a cell is read as the top of a
/// program, and these of its statements are changed before it is compiled.
/// </summary>
/// <remarks>
/// Nothing moves to another line, and what is taken away leaves blanks, so that errors stand where the student sees them.
/// <c>using var</c>: the variable is the cell's like any other, and is disposed when the cell has ended, in whatever way; later cells still see it, disposed.
/// <c>await (…)</c> and a using behind statements are read as in a program. <c>file</c> says nothing in a cell. An extension method in a static class stays
/// there, and one of the cell's own calls it. A <c>ref</c> variable cannot outlive its cell: it gets a block, up to the last statement that names it.
/// </remarks>
internal static class CellDialect
{
    private const string Scope = "global::CourseKit.Worker.CellScope.";

    private static readonly CSharpParseOptions Program = new(LanguageVersion.Latest, DocumentationMode.None);

    /// <summary>The words without which there is nothing to do.</summary>
    private static readonly string[] Words = ["using", "await", "this", "file", "ref"];

    /// <summary>The cell as the top of a program; trailing expressions are errors there, and still parsed.</summary>
    public static CompilationUnitSyntax AsProgram(string code) => (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(code, Program).GetRoot();

    /// <summary>The text that the compiler gets.</summary>
    public static string Rewritten(string code) => ChangesOf(code) is { Count: > 0 } changes ? Changed(code, changes) : code;

    /// <summary>What is done to the text, in order: something is put in, or blanks take the place of as many characters.</summary>
    public static IReadOnlyList<TextChange> ChangesOf(string code)
    {
        if (!Array.Exists(Words, code.Contains)) return [];
        CompilationUnitSyntax root = AsProgram(code);
        var changes = new List<TextChange>();
        foreach (MemberDeclarationSyntax member in root.Members)
            switch (member)
            {
                case GlobalStatementSyntax { Statement: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: (int)SyntaxKind.UsingKeyword } owned }: Own(owned, changes); break;
                case BaseTypeDeclarationSyntax type: Open(type, changes); break;
            }
        foreach (AwaitExpressionSyntax wait in root.Members.OfType<GlobalStatementSyntax>().SelectMany(OwnAwaits)) Pass(wait, changes);
        Hoist(root, changes);
        if (Enclosure(root, [.. root.Members.OfType<GlobalStatementSyntax>().Where(IsReference)]) is { } block) changes.AddRange(block);
        return [.. changes.OrderBy(change => change.Span.Start)];
    }

    /// <summary>
    /// The text with the variables that stand at <paramref name="places"/>, and that cannot be the cell's own because of their type, in blocks; null where other
    /// variables are declared between them and their last use, which would then be lost to later cells.
    /// </summary>
    public static string? Enclosed(string code, IReadOnlyCollection<int> places)
    {
        CompilationUnitSyntax root = AsProgram(code);
        GlobalStatementSyntax[] statements = [.. root.Members.OfType<GlobalStatementSyntax>()
            .Where(member => member.Statement is LocalDeclarationStatementSyntax && places.Any(member.Span.Contains))];
        return statements.Length > 0 && Enclosure(root, statements) is { } block ? Changed(code, block) : null;
    }

    private static string Changed(string code, IEnumerable<TextChange> changes) =>
        SourceText.From(code).WithChanges(changes.OrderBy(change => change.Span.Start)).ToString();

    private static void Own(LocalDeclarationStatementSyntax owned, List<TextChange> changes)
    {
        if (owned.SemicolonToken.IsMissing) return;
        Blank(changes, TextSpan.FromBounds(owned.SpanStart, owned.UsingKeyword.Span.End));
        string keep = owned.AwaitKeyword.IsKind(SyntaxKind.None) ? "Keep(" : "KeepAsync(";
        Insert(changes, owned.Span.End, string.Concat(owned.Declaration.Variables.Select(variable => $" {Scope}{keep}{variable.Identifier.Text});")));
    }

    private static IEnumerable<AwaitExpressionSyntax> OwnAwaits(GlobalStatementSyntax statement) =>
        statement.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).OfType<AwaitExpressionSyntax>();

    /// <summary>A script takes <c>await (x)</c> for a call.</summary>
    private static void Pass(AwaitExpressionSyntax wait, List<TextChange> changes)
    {
        if (!wait.Expression.GetFirstToken().IsKind(SyntaxKind.OpenParenToken)) return;
        Insert(changes, wait.Expression.SpanStart, Scope + "That(");
        Insert(changes, wait.Expression.Span.End, ")");
    }

    private static void Open(BaseTypeDeclarationSyntax type, List<TextChange> changes)
    {
        foreach (SyntaxToken modifier in type.Modifiers.Where(modifier => modifier.IsKind(SyntaxKind.FileKeyword))) Blank(changes, modifier.Span);
        if (type is not ClassDeclarationSyntax { TypeParameterList: null } owner || !owner.Modifiers.Any(SyntaxKind.StaticKeyword)) return;
        if (owner.CloseBraceToken.IsMissing || CellLibrary.IsForLibrary(owner)) return;
        foreach (MethodDeclarationSyntax method in owner.Members.OfType<MethodDeclarationSyntax>())
        {
            if (method.ParameterList.Parameters.FirstOrDefault() is not { } self || self.Modifiers.FirstOrDefault(modifier => modifier.IsKind(SyntaxKind.ThisKeyword)) is not { RawKind: not 0 } word) continue;
            Blank(changes, word.Span);
            if (method.Modifiers.Any(SyntaxKind.PublicKeyword) || method.Modifiers.Any(SyntaxKind.InternalKeyword)) Insert(changes, owner.Span.End, Forwarder(owner, method));
        }
    }

    private static string Forwarder(ClassDeclarationSyntax owner, MethodDeclarationSyntax method)
    {
        static string Plain(SyntaxNode? node) => node?.WithoutTrivia().NormalizeWhitespace(eol: " ").ToString() ?? "";
        string arguments = string.Join(", ", method.ParameterList.Parameters.Select(parameter =>
            string.Concat(parameter.Modifiers.Where(modifier => modifier.Kind() is SyntaxKind.RefKeyword or SyntaxKind.OutKeyword or SyntaxKind.InKeyword).Select(modifier => modifier.Text + " ")) + parameter.Identifier.Text));
        string types = method.TypeParameterList is { } list ? $"<{string.Join(", ", list.Parameters.Select(parameter => parameter.Identifier.Text))}>" : "";
        string reference = method.ReturnType is RefTypeSyntax ? "ref " : "", bounds = string.Join(' ', method.ConstraintClauses.Select(Plain));
        return $" static {Plain(method.ReturnType)} {method.Identifier.Text}{Plain(method.TypeParameterList)}{Plain(method.ParameterList)} {bounds} => {reference}{owner.Identifier.Text}.{method.Identifier.Text}{types}({arguments});";
    }

    /// <summary>Usings behind the first statement, which the parser skips, go before it.</summary>
    private static void Hoist(CompilationUnitSyntax root, List<TextChange> changes)
    {
        if (root.Members.Count == 0) return;
        int first = root.Members[0].SpanStart;
        string text = root.ToFullString();
        foreach (SyntaxTrivia skipped in root.DescendantTrivia().Where(trivia => trivia.IsKind(SyntaxKind.SkippedTokensTrivia) && trivia.SpanStart > first))
        {
            // The parser may skip the directive as a whole, or word by word.
            string words = text[skipped.FullSpan.Start..skipped.FullSpan.End];
            if (words.Trim() is not "using" && !words.TrimStart().StartsWith("using ", StringComparison.Ordinal)) continue;
            int start = skipped.FullSpan.Start + words.IndexOf("using", StringComparison.Ordinal), end = text.IndexOf(';', start);
            if (end < 0 || text.AsSpan(start, end - start).Contains('\n')) continue;
            Insert(changes, first, text[start..(end + 1)] + " ");
            Blank(changes, TextSpan.FromBounds(start, end + 1));
        }
    }

    /// <summary>A name alone, as at the end of a cell, is read as the type of a declaration that lacks the rest.</summary>
    private static TypeSyntax? LoneName(GlobalStatementSyntax member) =>
        member.Statement is LocalDeclarationStatementSyntax { Declaration: { Type: var type, Variables: [{ Identifier.IsMissing: true }] } } ? type : null;

    private static bool IsReference(GlobalStatementSyntax member) => member.Statement is LocalDeclarationStatementSyntax { Declaration.Type: RefTypeSyntax };

    private static List<TextChange>? Enclosure(CompilationUnitSyntax root, GlobalStatementSyntax[] held)
    {
        if (held.Length == 0) return null;
        HashSet<string> names = [.. held.SelectMany(member => ((LocalDeclarationStatementSyntax)member.Statement).Declaration.Variables.Select(variable => variable.Identifier.ValueText))];
        int first = root.Members.IndexOf(held[0]);
        int last = Enumerable.Range(first, root.Members.Count - first)
            .Last(at => root.Members[at] == held[^1] || root.Members[at].DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && names.Contains(token.ValueText)));
        var changes = new List<TextChange>();
        string hoisted = "";
        for (int at = first; at <= last; at++)
        {
            if (root.Members[at] is not GlobalStatementSyntax member) return null;
            if (held.Contains(member) || LoneName(member) is not null) continue;
            if (member.Statement is LocalFunctionStatementSyntax || member.DescendantNodes().Any(node => node is DeclarationExpressionSyntax or SingleVariableDesignationSyntax)) return null;
            if (member.Statement is not LocalDeclarationStatementSyntax declaration) continue;
            // A variable with a type can be declared in front of the block, and gets its value in it.
            if (declaration.Declaration.Type.IsVar || declaration.Modifiers.Count > 0 || !declaration.UsingKeyword.IsKind(SyntaxKind.None)) return null;
            if (declaration.Declaration.Variables is not [{ ArgumentList: null } variable]) return null;
            hoisted += $"{declaration.Declaration.Type.WithoutTrivia()} {variable.Identifier.Text} = default!; ";
            Blank(changes, TextSpan.FromBounds(declaration.SpanStart, variable.SpanStart));
            if (variable.Initializer is null) Blank(changes, variable.Span);
        }
        Insert(changes, root.Members[first].SpanStart, hoisted + "{ ");
        TextSpan? value = root.Members[last] switch
        {
            GlobalStatementSyntax name when LoneName(name) is TypeSyntax alone => alone.Span,
            GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } expression } => expression.Expression.Span,
            _ => null,
        };
        if (value is TextSpan shown)
        {
            Insert(changes, shown.Start, Scope + "Leave(");
            Insert(changes, shown.End, $"); }} {Scope}Left()");
        }
        else Insert(changes, root.Members[last].Span.End, " }");
        return changes;
    }

    private static void Insert(List<TextChange> changes, int position, string text) => changes.Add(new TextChange(new TextSpan(position, 0), text));

    private static void Blank(List<TextChange> changes, TextSpan span) => changes.Add(new TextChange(span, new string(' ', span.Length)));
}
