namespace CourseKit.Worker;

/// <summary>What a front asks about the text of a cell that may never run. Positions count UTF-16 units.</summary>
internal abstract record Question(int Id) : Request;

/// <summary>How could the text go on at <paramref name="Cursor"/>?</summary>
internal sealed record CompleteRequest(int Id, string Code, int Cursor) : Question(Id);

/// <summary>What is it that stands at <paramref name="Cursor"/>?</summary>
/// <param name="Full">With parameters, exceptions and remarks.</param>
internal sealed record InspectRequest(int Id, string Code, int Cursor, bool Full) : Question(Id);

/// <summary>Can the text run as it stands?</summary>
internal sealed record IsCompleteRequest(int Id, string Code) : Question(Id);

/// <summary>The answer to the <see cref="Question"/> of the same number.</summary>
internal abstract record Answer(int Id) : WorkerEvent;

/// <summary>Each item can stand in place of the text from <paramref name="Start"/> to <paramref name="End"/>.</summary>
internal sealed record CompletionAnswer(int Id, int Start, int End, IReadOnlyList<CompletionItem> Items) : Answer(Id);

/// <param name="Kind">"method", "property", "class", "keyword"…: editors choose an icon by it.</param>
internal sealed record CompletionItem(string Text, string Kind, string Signature = "");

/// <summary>What is known of a symbol; both null when there is none.</summary>
internal sealed record InspectionAnswer(int Id, string? Text = null, string? Markdown = null) : Answer(Id);

/// <param name="Status">"complete", "incomplete" or "invalid".</param>
/// <param name="Indent">White space for the next line of incomplete text.</param>
internal sealed record IsCompleteAnswer(int Id, string Status, string Indent = "") : Answer(Id);
