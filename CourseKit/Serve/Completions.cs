using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Tags;
using Microsoft.CodeAnalysis.Text;
using StreamJsonRpc;
using Item = Microsoft.CodeAnalysis.Completion.CompletionItem;

namespace CourseKit.Serve;

/// <summary>How the text could go on at the cursor.</summary>
internal sealed class Completions(EditorLanguage language)
{
    private const int PlainText = 1,
        Snippet = 2,
        MostComplex = 50,
        Kept = 8;

    private static readonly Dictionary<string, int> Kinds = new()
    {
        [WellKnownTags.Method] = 2,
        [WellKnownTags.ExtensionMethod] = 2,
        [WellKnownTags.Field] = 5,
        [WellKnownTags.Local] = 6,
        [WellKnownTags.Parameter] = 6,
        [WellKnownTags.RangeVariable] = 6,
        [WellKnownTags.Class] = 7,
        [WellKnownTags.Delegate] = 7,
        [WellKnownTags.Interface] = 8,
        [WellKnownTags.Namespace] = 9,
        [WellKnownTags.Module] = 9,
        [WellKnownTags.Property] = 10,
        [WellKnownTags.Enum] = 13,
        [WellKnownTags.Keyword] = 14,
        [WellKnownTags.Snippet] = 15,
        [WellKnownTags.File] = 17,
        [WellKnownTags.Reference] = 18,
        [WellKnownTags.Folder] = 19,
        [WellKnownTags.EnumMember] = 20,
        [WellKnownTags.Constant] = 21,
        [WellKnownTags.Structure] = 22,
        [WellKnownTags.Event] = 23,
        [WellKnownTags.Operator] = 24,
        [WellKnownTags.TypeParameter] = 25,
    };

    private readonly object gate = new();
    private readonly Dictionary<int, (Document Document, ImmutableArray<Item> Items)> lists = [];
    private int lastList;

    [JsonRpcMethod("textDocument/completion", UseSingleObjectParameterDeserialization = true)]
    public async Task<JsonObject?> CompleteAsync(CompletionParams request, CancellationToken cancellation)
    {
        if (language.Of(request.TextDocument.Uri) is not var (notebook, _))
            return null;
        SourceText written = SourceText.From(notebook.Cells[notebook.IndexOf(request.TextDocument.Uri)].Text);
        int cursor = request.Position.In(written);
        if (Directives.Complete(written, cursor) is JsonObject directive)
            return directive;
        string? trigger = request.Context is { TriggerKind: 2 } context ? context.TriggerCharacter : null;
        if (trigger is not (null or "."))
            return null;
        return await language.ViewAsync(request.TextDocument.Uri, cancellation) is CellView view
            ? await CompleteAsync(view, view.At(request.Position), trigger, cancellation)
            : null;
    }

    [JsonRpcMethod("completionItem/resolve", UseSingleObjectParameterDeserialization = true)]
    public async Task<JsonObject> ResolveAsync(JsonObject item, CancellationToken cancellation)
    {
        if (item["data"] is not JsonArray { Count: 2 } data)
            return item;
        (Document Document, ImmutableArray<Item> Items) list;
        lock (gate)
            if (!lists.TryGetValue(data[0]!.GetValue<int>(), out list))
                return item;
        int index = data[1]!.GetValue<int>();
        if (index < 0 || index >= list.Items.Length || CompletionService.GetService(list.Document) is not CompletionService service)
            return item;
        if (await service.GetDescriptionAsync(list.Document, list.Items[index], cancellation) is not CompletionDescription description)
            return item;
        (string signature, string documentation) = TaggedMarkdown.Split(description.TaggedParts);
        item["detail"] = signature;
        if (documentation.Length > 0)
            item["documentation"] = new JsonObject { ["kind"] = "markdown", ["value"] = documentation };
        return item;
    }

    /// <summary>Completes once where nobody waits, so that the first one of a person finds all of it compiled.</summary>
    public static async Task WarmUpAsync(CellView view, CancellationToken cancellation)
    {
        if (CompletionService.GetService(view.Document) is CompletionService service)
            await service.GetCompletionsAsync(view.Document, view.Source.Compiled.Length, cancellationToken: cancellation);
    }

    private async Task<JsonObject?> CompleteAsync(CellView view, int position, string? trigger, CancellationToken cancellation)
    {
        if (CompletionService.GetService(view.Document) is not CompletionService service)
            return null;
        CompletionTrigger cause = trigger is "." ? CompletionTrigger.CreateInsertionTrigger('.') : CompletionTrigger.Invoke;
        CompletionList? found = await service.GetCompletionsAsync(view.Document, position, cause, cancellationToken: cancellation);
        if (found is null || found.ItemsList.Count == 0)
            return null;
        ImmutableArray<Item> items = [.. found.ItemsList];
        int list = Keep(view.Document, items);
        SyntaxNode root = (await view.Document.GetSyntaxRootAsync(cancellation))!;
        CellNames names = await CellNames.OfAsync(view.Chain, cancellation);
        bool mayCall = language.Abilities.Snippets && MayCall(root, found.Span, view.Source.Compiled);
        TextRange range = view.Written(found.Span) ?? TextRange.Of(new TextSpan(0, 0), view.Source.Written);
        var shown = new JsonArray();
        int complex = 0;
        for (int at = 0; at < items.Length; at++)
        {
            Item item = items[at];
            string text = item.DisplayText;
            int kind = KindOf(item, names);
            var entry = new JsonObject
            {
                ["label"] = item.DisplayTextPrefix + text + item.DisplayTextSuffix,
                ["kind"] = kind,
                ["sortText"] = Rank(item, names) + item.SortText,
                ["data"] = new JsonArray(list, at),
            };
            if (item.FilterText != text)
                entry["filterText"] = item.FilterText;
            string insert = text;
            int format = PlainText;
            if (item.IsComplexTextEdit && complex++ < MostComplex)
            {
                CompletionChange change = await service.GetChangeAsync(view.Document, item, cancellationToken: cancellation);
                if (view.Written(change.TextChange.Span) is TextRange own && own != range)
                    continue;
                insert = change.TextChange.NewText ?? text;
            }
            else if (mayCall && kind is 2 or 3)
                (insert, format) = (text.Replace("$", "\\$", StringComparison.Ordinal) + "($0)", Snippet);
            if (item.Rules.MatchPriority == MatchPriority.Preselect)
                entry["preselect"] = true;
            if (item.InlineDescription.Length > 0)
                entry["labelDetails"] = new JsonObject { ["description"] = item.InlineDescription };
            if (format == Snippet)
            {
                entry["insertTextFormat"] = Snippet;
                // The brackets are there: what goes between them is shown as they come.
                entry["command"] = new JsonObject { ["title"] = "", ["command"] = "editor.action.triggerParameterHints" };
            }
            if (!language.Abilities.SharedRange)
                entry["textEdit"] = new JsonObject { ["range"] = JsonOf(range), ["newText"] = insert };
            else if (insert != (string?)entry["label"])
                entry["textEditText"] = insert;
            shown.Add(entry);
        }
        var answer = new JsonObject { ["isIncomplete"] = false, ["items"] = shown };
        if (language.Abilities.SharedRange)
            answer["itemDefaults"] = new JsonObject { ["editRange"] = JsonOf(range) };
        return answer;
    }

    private int Keep(Document document, ImmutableArray<Item> items)
    {
        lock (gate)
        {
            lists.Remove(lastList - Kept);
            lists[++lastList] = (document, items);
            return lastList;
        }
    }

    private static int KindOf(Item item, CellNames names)
    {
        int kind = item.Tags.Select(tag => Kinds.GetValueOrDefault(tag)).FirstOrDefault(kind => kind > 0);
        return kind switch
        {
            0 => 1,
            // A variable of a cell is a field to the compiler, and a function a method.
            5 when names.Variables.Contains(item.DisplayText) => 6,
            2 when names.Functions.Contains(item.DisplayText) => 3,
            _ => kind,
        };
    }

    /// <summary>What the notebook itself declares stands before what libraries have.</summary>
    private static string Rank(Item item, CellNames names) =>
        item.Tags.Contains(WellKnownTags.Local)
        || item.Tags.Contains(WellKnownTags.Parameter)
        || names.Variables.Contains(item.DisplayText)
        || names.Functions.Contains(item.DisplayText)
            ? "0"
            : "1";

    /// <summary>Whether what is completed here is called, rather than handed on as a value.</summary>
    private static bool MayCall(SyntaxNode root, TextSpan span, SourceText text)
    {
        if (span.End < text.Length && text[span.End] is '(' or '<')
            return false;
        SyntaxToken before = root.FindToken(Math.Max(0, span.Start - 1));
        if (before.IsKind(SyntaxKind.DotToken))
            return before.Parent?.FirstAncestorOrSelf<UsingDirectiveSyntax>() is null;
        return !(before.Kind() is SyntaxKind.OpenParenToken or SyntaxKind.CommaToken && before.Parent is BaseArgumentListSyntax);
    }

    private static JsonObject JsonOf(TextRange range) =>
        new()
        {
            ["start"] = new JsonObject { ["line"] = range.Start.Line, ["character"] = range.Start.Character },
            ["end"] = new JsonObject { ["line"] = range.End.Line, ["character"] = range.End.Character },
        };
}

/// <summary>The names that the cells of a chain declare at their top.</summary>
internal sealed record CellNames(IReadOnlySet<string> Variables, IReadOnlySet<string> Functions)
{
    public static async Task<CellNames> OfAsync(ChainView chain, CancellationToken cancellation)
    {
        HashSet<string> variables = [],
            functions = [];
        foreach (DocumentId id in chain.Cells.Keys)
            foreach (
                MemberDeclarationSyntax member in (
                    (CompilationUnitSyntax)(await chain.Solution.GetDocument(id)!.GetSyntaxRootAsync(cancellation))!
                ).Members
            )
                if (member is FieldDeclarationSyntax field)
                    variables.UnionWith(field.Declaration.Variables.Select(variable => variable.Identifier.ValueText));
                else if (member is MethodDeclarationSyntax method)
                    functions.Add(method.Identifier.ValueText);
        return new(variables, functions);
    }
}
