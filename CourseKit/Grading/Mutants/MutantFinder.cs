using System.Globalization;
using CourseKit.Notebooks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CourseKit.Grading.Mutants;

/// <summary>Finds the small changes of a solution: those that a slip of the pen, a wrong sign or a misread definition would make.</summary>
internal sealed class MutantFinder
{
    private const string Trial = "global::CourseKit.Worker.MutantTrial";

    private static readonly Dictionary<SyntaxKind, SyntaxKind[]> Operators = new()
    {
        [SyntaxKind.PlusToken] = [SyntaxKind.MinusToken],
        [SyntaxKind.MinusToken] = [SyntaxKind.PlusToken],
        [SyntaxKind.AsteriskToken] = [SyntaxKind.SlashToken],
        [SyntaxKind.SlashToken] = [SyntaxKind.AsteriskToken],
        [SyntaxKind.PercentToken] = [SyntaxKind.SlashToken],
        [SyntaxKind.LessThanToken] = [SyntaxKind.LessThanEqualsToken, SyntaxKind.GreaterThanEqualsToken],
        [SyntaxKind.LessThanEqualsToken] = [SyntaxKind.LessThanToken, SyntaxKind.GreaterThanToken],
        [SyntaxKind.GreaterThanToken] = [SyntaxKind.GreaterThanEqualsToken, SyntaxKind.LessThanEqualsToken],
        [SyntaxKind.GreaterThanEqualsToken] = [SyntaxKind.GreaterThanToken, SyntaxKind.LessThanToken],
        [SyntaxKind.EqualsEqualsToken] = [SyntaxKind.ExclamationEqualsToken],
        [SyntaxKind.ExclamationEqualsToken] = [SyntaxKind.EqualsEqualsToken],
        [SyntaxKind.AmpersandAmpersandToken] = [SyntaxKind.BarBarToken],
        [SyntaxKind.BarBarToken] = [SyntaxKind.AmpersandAmpersandToken],
        [SyntaxKind.PlusEqualsToken] = [SyntaxKind.MinusEqualsToken, SyntaxKind.EqualsToken],
        [SyntaxKind.MinusEqualsToken] = [SyntaxKind.PlusEqualsToken, SyntaxKind.EqualsToken],
        [SyntaxKind.AsteriskEqualsToken] = [SyntaxKind.SlashEqualsToken, SyntaxKind.EqualsToken],
        [SyntaxKind.SlashEqualsToken] = [SyntaxKind.AsteriskEqualsToken, SyntaxKind.EqualsToken],
        [SyntaxKind.PlusPlusToken] = [SyntaxKind.MinusMinusToken],
        [SyntaxKind.MinusMinusToken] = [SyntaxKind.PlusPlusToken],
    };

    /// <summary>Methods that are taken for each other.</summary>
    private static readonly (string, string)[] Twins =
    [
        ("Max", "Min"), ("Sum", "Mean"), ("Floor", "Ceiling"), ("Any", "All"), ("First", "Last"), ("Sin", "Cos"), ("Exp", "Log"), ("Square", "Abs"), ("Var", "Std"),
        ("ArgMax", "ArgMin"), ("MaxBy", "MinBy"), ("OrderBy", "OrderByDescending"), ("Take", "Skip"), ("TakeLast", "SkipLast"), ("Train", "Eval"), ("Zeros", "Ones"),
        ("Randn", "Rand"), ("Round", "Floor"), ("Sum", "Max"),
    ];

    private readonly string text;
    private readonly SemanticModel model;
    private readonly SyntaxNode root;
    private readonly TextSpan[] solutions;
    private readonly List<Mutant> found = [];
    private readonly HashSet<(TextSpan, string)> known = [];

    private MutantFinder(string text, SemanticModel model)
    {
        (this.text, this.model) = (text, model);
        root = model.SyntaxTree.GetRoot();
        var lines = SourceText.From(text).Lines;
        solutions = [.. MarkedRegion.Find(text, MarkedRegion.Solution, (_, message) => new CourseKitException(message))
            .Select(region => TextSpan.FromBounds(lines[region.First].End, lines[region.Last].Start))];
    }

    /// <summary>The mutants of an answer cell, in the order of its text; not all of them compile.</summary>
    public static IReadOnlyList<Mutant> Find(string answer, SemanticModel model)
    {
        var finder = new MutantFinder(answer, model);
        foreach (SyntaxNode node in finder.root.DescendantNodes()) finder.Visit(node);
        return [.. finder.found.OrderBy(mutant => mutant.Span.Start).ThenBy(mutant => mutant.Span.Length).Select((mutant, i) => mutant with { Id = i + 1 })];
    }

    private void Visit(SyntaxNode node)
    {
        if (!solutions.Any(solution => solution.Contains(node.Span)) || IsTelling(node)) return;
        switch (node)
        {
            case BinaryExpressionSyntax binary: Binary(binary); break;
            case AssignmentExpressionSyntax assignment: Assignment(assignment); break;
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression or (int)SyntaxKind.LogicalNotExpression } unary: Expression(unary, Text(unary.Operand)); break;
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } step: Step(step, step.OperatorToken); break;
            case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression } step: Step(step, step.OperatorToken); break;
            case LiteralExpressionSyntax literal: Literal(literal); break;
            case InvocationExpressionSyntax call: Call(call); break;
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "T" } transpose when Same(transpose, transpose.Expression): Expression(transpose, Text(transpose.Expression)); break;
            case BaseObjectCreationExpressionSyntax { ArgumentList: ArgumentListSyntax list } creation: Arguments(creation, list); break;
            case ConditionalExpressionSyntax choice:
                Expression(choice, Text(choice.WhenTrue));
                Expression(choice, Text(choice.WhenFalse));
                break;
            case IfStatementSyntax choice: Condition(choice.Condition, both: true); break;
            case WhileStatementSyntax loop: Condition(loop.Condition, both: false); break;
            case ReturnStatementSyntax { Expression: ExpressionSyntax value }: Returned(value); break;
            case ArrowExpressionClauseSyntax arrow: Returned(arrow.Expression); break;
            case TupleExpressionSyntax tuple: Tuple(tuple); break;
            case ExpressionStatementSyntax statement: Statement(statement); break;
            case BreakStatementSyntax or ContinueStatementSyntax or ReturnStatementSyntax { Expression: null } or YieldStatementSyntax: Statement((StatementSyntax)node); break;
            case LocalDeclarationStatementSyntax { UsingKeyword.RawKind: (int)SyntaxKind.UsingKeyword } held: Add(held, "", MutantShape.Alone); break;
            case UsingStatementSyntax { Declaration: null } held: Add(held, Text(held.Statement), MutantShape.Alone); break;
        }
    }

    /// <summary>What only words a message, names something, or must be constant where a mutant could not compile.</summary>
    private static bool IsTelling(SyntaxNode node) => node.AncestorsAndSelf().Any(outer =>
        outer is ThrowStatementSyntax or ThrowExpressionSyntax or AttributeListSyntax or InterpolationFormatClauseSyntax
        || (outer is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } }));

    private void Binary(BinaryExpressionSyntax node)
    {
        string left = Text(node.Left), right = Text(node.Right);
        foreach (SyntaxKind other in Operators.GetValueOrDefault(node.OperatorToken.Kind()) ?? [])
            if (!(IsText(node) || (other == SyntaxKind.SlashToken && right is "0"))) Expression(node, $"{left} {SyntaxFacts.GetText(other)} {right}");
        if (IsText(node) || node.Kind() is SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression) return;
        if (Same(node, node.Left)) Expression(node, left);
        if (Same(node, node.Right)) Expression(node, right);
        if (node.Parent is ForStatementSyntax && node.OperatorToken.Kind() is SyntaxKind.LessThanToken or SyntaxKind.LessThanEqualsToken)
            Expression(node, $"{left} {node.OperatorToken.Text} {right} - 1");
        // An integer quotient, where the author has asked for another one.
        if (node.IsKind(SyntaxKind.DivideExpression) && Uncast(node.Left) is string whole) Expression(node, $"{whole} / {right}");
    }

    private static string? Uncast(ExpressionSyntax expression) =>
        expression is CastExpressionSyntax { Type: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.DoubleKeyword or (int)SyntaxKind.FloatKeyword } } cast ? Text(cast.Expression) : null;

    private void Assignment(AssignmentExpressionSyntax node)
    {
        foreach (SyntaxKind other in Operators.GetValueOrDefault(node.OperatorToken.Kind()) ?? [])
            Effect(node, $"{Text(node.Left)} {SyntaxFacts.GetText(other)} {Text(node.Right)}");
    }

    private void Step(ExpressionSyntax node, SyntaxToken token)
    {
        if (node.Parent is ForStatementSyntax) return;   // Endless or empty: every check would see it.
        Effect(node, text[node.SpanStart..token.SpanStart] + SyntaxFacts.GetText(Operators[token.Kind()][0]) + text[token.Span.End..node.Span.End]);
    }

    private void Literal(LiteralExpressionSyntax node)
    {
        switch (node.Token.Value)
        {
            case bool flag: Expression(node, flag ? "false" : "true"); break;
            case char letter: Expression(node, $"'{(letter == 'A' ? 'B' : 'A')}'"); break;
            case string words when words.Length > 0: Expression(node, "\"?\""); break;
            case int number:
                Expression(node, $"{number + 1}");
                if (number > 0) Expression(node, $"{number - 1}");
                break;
            case long number: Expression(node, $"{number + 1}L"); break;
            case float number: Fraction(node, number, "f"); break;
            case double number: Fraction(node, number, ""); break;
        }
    }

    private void Fraction(LiteralExpressionSyntax node, double number, string suffix)
    {
        string Shown(double value) => suffix.Length > 0
            ? ((float)value).ToString("R", CultureInfo.InvariantCulture) + suffix
            : value.ToString("R", CultureInfo.InvariantCulture) is var digits && digits.AsSpan().ContainsAny('.', 'E') ? digits : digits + ".0";
        Expression(node, Shown(Math.Abs(number) is > 0 and < 1e-3 ? number * 100 : number == 0 ? 1 : number * 1.5));
        if (number != 0) Expression(node, Shown(0));
    }

    private void Call(InvocationExpressionSyntax call)
    {
        Arguments(call, call.ArgumentList);
        if (call.Expression is not MemberAccessExpressionSyntax access) return;
        string name = access.Name.Identifier.ValueText;
        foreach ((string one, string other) in Twins)
            if ((name == one ? other : name == other ? one : null) is string twin && access.Name is IdentifierNameSyntax)
                Expression(call, $"{Text(access.Expression)}.{twin}{Text(call.ArgumentList)}");
        bool isMethodOfValue = model.GetSymbolInfo(access.Expression).Symbol is not (INamedTypeSymbol or INamespaceSymbol);
        if (isMethodOfValue && Same(call, access.Expression) && call.Parent is not ExpressionStatementSyntax) Expression(call, Text(access.Expression));
        if (!isMethodOfValue && call.ArgumentList.Arguments is [ArgumentSyntax { RefOrOutKeyword.RawKind: 0 } only] && Same(call, only.Expression)) Expression(call, Text(only.Expression));
    }

    /// <summary>Neighbours of one type change places; what may be left out is.</summary>
    private void Arguments(ExpressionSyntax call, ArgumentListSyntax list)
    {
        var arguments = list.Arguments;
        string With(Func<int, string?> argument) =>
            text[call.SpanStart..list.SpanStart] + "(" + string.Join(", ", Enumerable.Range(0, arguments.Count).Select(argument).OfType<string>()) + ")" + text[list.Span.End..call.Span.End];
        for (int i = 0; i < arguments.Count; i++)
        {
            int at = i;
            ArgumentSyntax own = arguments[i];
            if (!own.RefOrOutKeyword.IsKind(SyntaxKind.None)) continue;
            if (i + 1 < arguments.Count && own.NameColon is null && arguments[i + 1] is { NameColon: null, RefOrOutKeyword.RawKind: 0 } next
                && Text(own) != Text(next) && Same(own.Expression, next.Expression))
                Add(call, With(k => Text(arguments[k == at ? at + 1 : k == at + 1 ? at : k])), ShapeOf(call));
            if ((own.NameColon is not null && own.Expression is not LiteralExpressionSyntax { Token.Value: bool }) || (arguments.Count > 1 && i == arguments.Count - 1 && IsOptional(call, i)))
                Add(call, With(k => k == at ? null : Text(arguments[k])), ShapeOf(call));
        }
    }

    private bool IsOptional(ExpressionSyntax call, int argument) =>
        model.GetSymbolInfo(call).Symbol is IMethodSymbol method && argument < method.Parameters.Length && method.Parameters[argument].IsOptional;

    private void Condition(ExpressionSyntax condition, bool both)
    {
        Expression(condition, "false");
        if (both) Expression(condition, "true");
    }

    /// <summary>Nothing at all, the first result for ever, or an argument comes back.</summary>
    private void Returned(ExpressionSyntax value)
    {
        if (model.GetTypeInfo(value).ConvertedType is not { SpecialType: not SpecialType.System_Void } type || type.IsRefLikeType) return;
        string whole = Text(value), named = type.ToMinimalDisplayString(model, value.SpanStart);
        if (value is not LiteralExpressionSyntax) Add(value, $"{Trial}.Nothing<{named}>({whole})", MutantShape.Expression, "nothing");
        if (value.FirstAncestorOrSelf<SyntaxNode>(node => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or LambdaExpressionSyntax) is not SyntaxNode function) return;
        ParameterListSyntax? parameters = function switch { BaseMethodDeclarationSyntax own => own.ParameterList, LocalFunctionStatementSyntax own => own.ParameterList, _ => null };
        if (function is LambdaExpressionSyntax || parameters?.Parameters.Count > 0)
            Add(value, $"{Trial}.Frozen<{named}>({value.SpanStart}, {whole})", MutantShape.Expression, "the first result");
        foreach (ParameterSyntax parameter in parameters?.Parameters ?? [])
            if (model.GetDeclaredSymbol(parameter) is IParameterSymbol symbol && SymbolEqualityComparer.Default.Equals(symbol.Type, type) && symbol.Name != whole)
                Expression(value, symbol.Name);
    }

    private void Tuple(TupleExpressionSyntax tuple)
    {
        if (tuple.Parent is AssignmentExpressionSyntax assignment && assignment.Left == tuple) return;
        var parts = tuple.Arguments;
        for (int i = 0; i + 1 < parts.Count; i++)
            if (Same(parts[i].Expression, parts[i + 1].Expression) && Text(parts[i].Expression) != Text(parts[i + 1].Expression))
            {
                int at = i;
                Add(tuple, "(" + string.Join(", ", parts.Select((part, k) => Text(parts[k == at ? at + 1 : k == at + 1 ? at : k].Expression))) + ")", MutantShape.Expression);
            }
    }

    private void Statement(StatementSyntax statement)
    {
        if (statement.DescendantNodes().Any(node => node is DeclarationExpressionSyntax)) return;
        Add(statement, "{ }", MutantShape.Statement, "dropped");
    }

    /// <summary>An expression that is there for what it does.</summary>
    private void Effect(ExpressionSyntax node, string with) => Add(node, with, ShapeOf(node));

    private void Expression(ExpressionSyntax node, string with) => Add(node, with, ShapeOf(node));

    private static MutantShape ShapeOf(ExpressionSyntax node) => node.Parent switch
    {
        ExpressionStatementSyntax => MutantShape.Statement,
        ForStatementSyntax loop when loop.Incrementors.Contains(node) => MutantShape.Step,
        _ when node.Ancestors().Any(outer => outer is SwitchLabelSyntax or PatternSyntax or VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax { IsConst: true } } or ParameterSyntax)
            => MutantShape.Alone,
        _ => MutantShape.Expression,
    };

    private void Add(SyntaxNode node, string with, MutantShape shape, string? shown = null)
    {
        // An expression that is a whole statement is changed as one.
        SyntaxNode place = shape == MutantShape.Statement && node is ExpressionSyntax ? node.Parent! : node;
        string replacement = place == node ? with : with + ";";
        if (replacement == Text(place) || !known.Add((place.Span, replacement))) return;
        int line = model.SyntaxTree.GetLineSpan(node.Span).StartLinePosition.Line + 1;
        found.Add(new(0, place.Span, replacement, shape, line, OneLine(Text(node)), shown ?? (with.Length == 0 ? "dropped" : OneLine(with))));
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Text(SyntaxNode node) => node.ToString();

    private bool IsText(ExpressionSyntax node) => model.GetTypeInfo(node).Type is { SpecialType: SpecialType.System_String };

    private bool Same(ExpressionSyntax one, ExpressionSyntax other) =>
        model.GetTypeInfo(one).Type is ITypeSymbol type && SymbolEqualityComparer.Default.Equals(type, model.GetTypeInfo(other).Type);
}
