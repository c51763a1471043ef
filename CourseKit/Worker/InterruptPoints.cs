using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CourseKit.Worker;

/// <summary>
/// Puts a look at the interrupt flag into every loop of a cell, and into every method that may call itself. It costs one load and
/// one branch, it works wherever .NET works, and code stops where it can stop: aborting the thread from outside instead
/// is known to crash .NET on Linux, and leaves the threads of a parallel loop running.
/// </summary>
/// <remarks>Nothing moves to another line: errors and break points stay where the student sees them.</remarks>
internal static class InterruptPoints
{
    private const string Class = "global::CourseKit.Worker.InterruptPoint.";
    private const string Look = Class + "Here();";

    /// <summary>The tree with the looks in it; the same tree where there is nothing to look from.</summary>
    public static SyntaxTree Insert(SyntaxTree tree, CancellationToken cancellation)
    {
        SyntaxNode root = tree.GetRoot(cancellation);
        if (root.ContainsDiagnostics) return tree;
        HashSet<string> functions = [.. root.DescendantNodes().Select(NameOf).OfType<string>()];
        var changes = new List<TextChange>();
        foreach (SyntaxNode node in root.DescendantNodes())
            switch (node)
            {
                case CommonForEachStatementSyntax loop: Enter(loop.Statement, changes); break;
                case ForStatementSyntax loop: Enter(loop.Statement, changes); break;
                case WhileStatementSyntax loop: Enter(loop.Statement, changes); break;
                case DoStatementSyntax loop: Enter(loop.Statement, changes); break;
                case GotoStatementSyntax jump: Enter(jump, changes); break;
                case AnonymousFunctionExpressionSyntax { Block: BlockSyntax body }: Enter(body, changes); break;
                case LambdaExpressionSyntax { ExpressionBody: ExpressionSyntax value } when IsNoStatement(value): Enter(value, changes); break;
                case MethodDeclarationSyntax method when MayRecur(method, functions):
                    Enter(method.Body, method.ExpressionBody, method.SemicolonToken, method.ReturnType, changes);
                    break;
                case PropertyDeclarationSyntax property when Mentions(property, property.Identifier.ValueText): EnterGetter(property, changes); break;
                case LocalFunctionStatementSyntax function when MayRecur(function, functions):
                    Enter(function.Body, function.ExpressionBody, function.SemicolonToken, function.ReturnType, changes);
                    break;
            }
        return changes.Count == 0 ? tree : tree.WithChangedText(tree.GetText(cancellation).WithChanges(changes.OrderBy(change => change.Span.Start)));
    }

    private static string? NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        _ => null,
    };

    /// <summary>Whether the body mentions a function of the same cell, which might lead back to it. Small functions that do not stay free to be inlined.</summary>
    /// <remarks>ToString is called where nobody writes its name, as by "+" and in a string with holes.</remarks>
    private static bool MayRecur(SyntaxNode function, HashSet<string> functions) =>
        NameOf(function) == nameof(ToString) || function.DescendantNodes().OfType<SimpleNameSyntax>().Any(name => functions.Contains(name.Identifier.ValueText));

    private static bool Mentions(SyntaxNode node, string name) => node.DescendantNodes().OfType<SimpleNameSyntax>().Any(mention => mention.Identifier.ValueText == name);

    private static void EnterGetter(PropertyDeclarationSyntax property, List<TextChange> changes)
    {
        if (property.ExpressionBody is { Expression: not ThrowExpressionSyntax } arrow && property.Type is not RefTypeSyntax) Enter(arrow.Expression, changes);
        foreach (AccessorDeclarationSyntax getter in property.AccessorList?.Accessors.Where(accessor => accessor.IsKind(SyntaxKind.GetAccessorDeclaration)) ?? [])
            if (getter.Body is not null) Enter(getter.Body, changes);
            else if (getter.ExpressionBody is { Expression: not ThrowExpressionSyntax } value && property.Type is not RefTypeSyntax) Enter(value.Expression, changes);
    }

    private static void Enter(StatementSyntax statement, List<TextChange> changes)
    {
        if (statement is BlockSyntax block)
        {
            Add(changes, block.OpenBraceToken.Span.End, Look);
            return;
        }
        Add(changes, statement.SpanStart, "{" + Look);
        Add(changes, statement.Span.End, "}");
    }

    private static void Enter(BlockSyntax? body, ArrowExpressionClauseSyntax? arrow, SyntaxToken semicolon, TypeSyntax type, List<TextChange> changes)
    {
        if (body is not null) Enter(body, changes);
        if (arrow is null) return;
        switch (type)
        {
            case PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword }:
                changes.Add(new TextChange(arrow.ArrowToken.Span, "{" + Look));
                Add(changes, semicolon.Span.End, "}");
                break;
            // An asynchronous method of these types has no value, and a value is not what a "ref" gives.
            case RefTypeSyntax or IdentifierNameSyntax { Identifier.ValueText: "Task" or "ValueTask" }:
                break;
            default:
                if (arrow.Expression is not ThrowExpressionSyntax) Enter(arrow.Expression, changes);
                break;
        }
    }

    private static void Enter(ExpressionSyntax value, List<TextChange> changes)
    {
        Add(changes, value.SpanStart, Class + "Go()?(");
        Add(changes, value.Span.End, "):throw null!");
    }

    /// <summary>What a lambda can only return: a call or an assignment might be all that it does, and have no value.</summary>
    private static bool IsNoStatement(ExpressionSyntax value) => value
        is BinaryExpressionSyntax or ParenthesizedExpressionSyntax or CastExpressionSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax
        or IdentifierNameSyntax or ConditionalExpressionSyntax or TupleExpressionSyntax or InterpolatedStringExpressionSyntax or IsPatternExpressionSyntax
        or SwitchExpressionSyntax;

    private static void Add(List<TextChange> changes, int position, string text) => changes.Add(new TextChange(new TextSpan(position, 0), text));
}
