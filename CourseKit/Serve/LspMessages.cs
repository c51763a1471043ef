using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis.Text;

namespace CourseKit.Serve;

// Of the Language Server Protocol 3.17, what this server hears and says. Positions count from 0, in UTF-16 units.

internal sealed record TextPosition(int Line, int Character)
{
    /// <summary>Where it is in a text; beyond the end of its line or of the text, that end.</summary>
    public int In(SourceText text)
    {
        if (Line < 0)
            return 0;
        if (Line >= text.Lines.Count)
            return text.Length;
        TextLine line = text.Lines[Line];
        return Math.Min(line.Start + Math.Max(0, Character), line.End);
    }
}

internal sealed record TextRange(TextPosition Start, TextPosition End)
{
    public static TextRange Of(TextSpan span, SourceText text)
    {
        LinePositionSpan lines = text.Lines.GetLinePositionSpan(span);
        return new(new(lines.Start.Line, lines.Start.Character), new(lines.End.Line, lines.End.Character));
    }

    public TextSpan In(SourceText text)
    {
        int start = Start.In(text);
        return TextSpan.FromBounds(start, Math.Max(start, End.In(text)));
    }
}

internal sealed record Edit(TextRange Range, string NewText);

internal sealed record Place(string Uri, TextRange Range);

internal sealed record DocumentName(string Uri, int? Version = null);

internal sealed record TextItem(string Uri, string LanguageId, string Text, int? Version = null);

/// <param name="Metadata">As VS Code's reader of notebooks has it: <c>{id, metadata}</c> around what the file says.</param>
internal sealed record NotebookCell(int Kind, string Document, JsonObject? Metadata = null);

internal sealed record NotebookItem(
    string Uri,
    string? NotebookType = null,
    IReadOnlyList<NotebookCell>? Cells = null,
    int? Version = null
);

internal sealed record OpenNotebookParams(NotebookItem NotebookDocument, IReadOnlyList<TextItem>? CellTextDocuments = null);

internal sealed record CloseNotebookParams(NotebookItem NotebookDocument);

internal sealed record ChangeNotebookParams(NotebookItem NotebookDocument, NotebookChange Change);

internal sealed record NotebookChange(CellsChange? Cells = null);

internal sealed record CellsChange(CellStructure? Structure = null, IReadOnlyList<CellTextChange>? TextContent = null);

internal sealed record CellStructure(CellArrayChange Array, IReadOnlyList<TextItem>? DidOpen = null);

internal sealed record CellArrayChange(int Start, int DeleteCount, IReadOnlyList<NotebookCell>? Cells = null);

internal sealed record CellTextChange(DocumentName Document, IReadOnlyList<ContentChange> Changes);

/// <param name="Range">Null: the text is the whole.</param>
internal sealed record ContentChange(string Text, TextRange? Range = null);

internal sealed record DocumentParams(DocumentName TextDocument);

internal sealed record PositionParams(DocumentName TextDocument, TextPosition Position);

internal sealed record CompletionParams(DocumentName TextDocument, TextPosition Position, CompletionContext? Context = null);

/// <param name="TriggerKind">1: asked for or typed, 2: one of the trigger characters, 3: again.</param>
internal sealed record CompletionContext(int TriggerKind, string? TriggerCharacter = null);

internal sealed record ReferenceParams(DocumentName TextDocument, TextPosition Position, ReferenceContext? Context = null);

internal sealed record ReferenceContext(bool IncludeDeclaration = true);

internal sealed record RenameParams(DocumentName TextDocument, TextPosition Position, string NewName);

internal sealed record FormattingParams(DocumentName TextDocument, FormattingWishes? Options = null);

internal sealed record FormattingWishes(int TabSize = 4, bool InsertSpaces = true);

internal sealed record CodeActionParams(DocumentName TextDocument, TextRange Range, JsonNode? Context = null);

/// <param name="Severity">1: error, 2: warning, 3: information, 4: hint.</param>
/// <param name="Tags">1: shown faded, as unnecessary.</param>
internal sealed record LspDiagnostic(
    TextRange Range,
    int Severity,
    string Code,
    string Source,
    string Message,
    IReadOnlyList<int>? Tags = null
);

internal sealed record DiagnosticsParams(string Uri, IReadOnlyList<LspDiagnostic> Diagnostics);
