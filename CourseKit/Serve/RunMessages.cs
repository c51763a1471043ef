using System.Text.Json.Nodes;

namespace CourseKit.Serve;

// Running cells: the methods coursekit/run, interrupt and restart, and what the server tells and asks meanwhile.

/// <param name="Notebook">The notebook's URI.</param>
/// <param name="Cell">The URI of the cell's text.</param>
/// <param name="Run">The client's own name for this run; comes back with all that the cell does.</param>
/// <param name="Label">How errors name the cell; null: "In [3]".</param>
internal sealed record RunParams(string Notebook, string Cell, string Run, string Code, string? Label = null);

/// <param name="State">"ok", "error", "interrupted" or "died".</param>
/// <param name="Count">The number that the cell has in its session; 0 for one that was taken back before it began.</param>
/// <param name="StartedAt">Unix time in milliseconds, as is <paramref name="EndedAt"/>.</param>
internal sealed record RunResult(string State, int Count, long StartedAt, long EndedAt, RunError? Error = null);

/// <param name="Line">1-based, in the cell.</param>
/// <param name="Column">1-based, in the line.</param>
internal sealed record RunError(string Name, string Message, IReadOnlyList<string> Trace, int? Line = null, int? Column = null);

internal sealed record NotebookParams(string Notebook);

/// <param name="Kind">"stream", "display", "update" or "clear".</param>
/// <param name="Name">Of a stream: "stdout" or "stderr".</param>
/// <param name="Data">Of a display: MIME type to text, or to JSON where the type is one of JSON.</param>
/// <param name="Result">True for the value of the cell's last expression.</param>
/// <param name="Wait">Of a clear: only when something new comes.</param>
internal sealed record OutputParams(
    string Run,
    string Kind,
    string? Name = null,
    string? Text = null,
    JsonObject? Data = null,
    JsonObject? Metadata = null,
    string? DisplayId = null,
    bool? Result = null,
    bool? Wait = null
);

internal sealed record InputParams(string Run, string Prompt, bool Password);

internal sealed record InputAnswer(string? Text);

/// <param name="State">"starting", "idle", "busy" or "died".</param>
internal sealed record WorkerParams(string Notebook, string State, string? Message = null);
