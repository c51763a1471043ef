using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.QuickInfo;
using StreamJsonRpc;

namespace CourseKit.Serve;

/// <summary>What stands under the mouse.</summary>
internal sealed class Hovers(EditorLanguage language)
{
    [JsonRpcMethod("textDocument/hover", UseSingleObjectParameterDeserialization = true)]
    public async Task<JsonObject?> HoverAsync(PositionParams request, CancellationToken cancellation)
    {
        if (await language.ViewAsync(request.TextDocument.Uri, cancellation) is not CellView view)
            return null;
        if (QuickInfoService.GetService(view.Document) is not QuickInfoService service)
            return null;
        if (await service.GetQuickInfoAsync(view.Document, view.At(request.Position), cancellation) is not QuickInfoItem info)
            return null;
        ImmutableArray<TaggedText> signature =
            info.Sections.FirstOrDefault(section => section.Kind == QuickInfoSectionKinds.Description)?.TaggedParts ?? [];
        string[] rest =
        [
            .. info
                .Sections.Where(section => section.Kind != QuickInfoSectionKinds.Description)
                .Select(section => TaggedMarkdown.Prose(section.TaggedParts))
                .Where(text => text.Length > 0),
        ];
        string code = TaggedMarkdown.Plain(signature);
        string markdown = string.Join("\n\n", [.. code.Length > 0 ? [$"```csharp\n{code}\n```"] : Array.Empty<string>(), .. rest]);
        if (markdown.Length == 0)
            return null;
        return new JsonObject
        {
            ["contents"] = new JsonObject { ["kind"] = "markdown", ["value"] = markdown },
            ["range"] = view.Written(info.Span) is TextRange range
                ? System.Text.Json.JsonSerializer.SerializeToNode(range, EditorConnection.Options)
                : null,
        };
    }
}
