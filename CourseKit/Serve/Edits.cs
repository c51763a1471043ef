using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Text;
using StreamJsonRpc;

namespace CourseKit.Serve;

/// <summary>Changes that an editor offers: the layout of a cell, and a using that is missing.</summary>
internal sealed class Edits(EditorLanguage language)
{
    private const string AddImport = "Microsoft.CodeAnalysis.CSharp.AddImport.CSharpAddImportCodeFixProvider";

    /// <summary>Roslyn's own, which is internal; null should a version of it have another.</summary>
    private static readonly Lazy<CodeFixProvider?> MissingUsing = new(() =>
        Assembly.Load("Microsoft.CodeAnalysis.CSharp.Features").GetType(AddImport) is Type type
            ? Activator.CreateInstance(type, nonPublic: true) as CodeFixProvider
            : null
    );

    [JsonRpcMethod("textDocument/formatting", UseSingleObjectParameterDeserialization = true)]
    public async Task<IReadOnlyList<Edit>?> FormatAsync(FormattingParams request, CancellationToken cancellation)
    {
        if (language.Written(request.TextDocument.Uri) is not CellView view)
            return null;
        FormattingWishes wishes = request.Options ?? new();
        Microsoft.CodeAnalysis.Options.OptionSet options = (await view.Document.GetOptionsAsync(cancellation))
            .WithChangedOption(FormattingOptions.TabSize, LanguageNames.CSharp, wishes.TabSize)
            .WithChangedOption(FormattingOptions.IndentationSize, LanguageNames.CSharp, wishes.TabSize)
            .WithChangedOption(FormattingOptions.UseTabs, LanguageNames.CSharp, !wishes.InsertSpaces);
        SyntaxNode root = (await view.Document.GetSyntaxRootAsync(cancellation))!;
        // Between the tokens, and not whole lines: what the compiler does not see of a line is then no part of a change.
        return WorkspaceEdit.Written(
            Formatter.GetFormattedTextChanges(root, view.Document.Project.Solution.Workspace, options, cancellation),
            view.Source
        );
    }

    [JsonRpcMethod("textDocument/codeAction", UseSingleObjectParameterDeserialization = true)]
    public async Task<IReadOnlyList<JsonObject>> ActionsAsync(CodeActionParams request, CancellationToken cancellation)
    {
        if (
            MissingUsing.Value is not CodeFixProvider fix
            || await language.ViewAsync(request.TextDocument.Uri, cancellation) is not CellView view
        )
            return [];
        // The references of a submission are those of the first; the search for a name looks at the project's own.
        ProjectId id = view.Document.Project.Id;
        Solution whole = view.Chain.Solution.WithProjectMetadataReferences(id, Worker.CellReferences.All);
        Document document = whole.GetDocument(view.Document.Id)!;
        SemanticModel model = (await view.Document.GetSemanticModelAsync(cancellation))!;
        TextSpan asked = view.Source.ToCompiled(request.Range.In(view.Source.Written));
        var found = new List<CodeAction>();
        foreach (
            Diagnostic diagnostic in model
                .GetDiagnostics(cancellationToken: cancellation)
                .Where(diagnostic =>
                    diagnostic.Severity == DiagnosticSeverity.Error
                    && fix.FixableDiagnosticIds.Contains(diagnostic.Id)
                    && diagnostic.Location.SourceSpan.IntersectsWith(asked)
                )
        )
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => found.Add(action), cancellation));

        var actions = new List<JsonObject>();
        foreach (CodeAction action in found.SelectMany(Flat).DistinctBy(action => action.Title).Take(10))
        {
            ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(cancellation);
            if (operations.OfType<ApplyChangesOperation>().FirstOrDefault() is not { ChangedSolution: var changed })
                continue;
            IReadOnlyList<Edit> edits = WorkspaceEdit.Written(
                await changed.GetDocument(document.Id)!.GetTextChangesAsync(document, cancellation),
                view.Source
            );
            if (edits.Count == 0)
                continue;
            actions.Add(
                new JsonObject
                {
                    ["title"] = action.Title,
                    ["kind"] = "quickfix",
                    ["edit"] = new JsonObject
                    {
                        ["changes"] = new JsonObject
                        {
                            [request.TextDocument.Uri] = System.Text.Json.JsonSerializer.SerializeToNode(edits, EditorConnection.Options),
                        },
                    },
                }
            );
        }
        return actions;
    }

    private static IEnumerable<CodeAction> Flat(CodeAction action) =>
        action.NestedActions.Length == 0 ? [action] : action.NestedActions.SelectMany(Flat);
}
