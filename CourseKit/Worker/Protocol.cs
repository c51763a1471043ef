using CourseLib.Checks;

namespace CourseKit.Worker;

// Front and worker talk in frames: a 4-byte little-endian length, then that many bytes of UTF-8 JSON, one Request or one Event each.
// The front writes Requests to the worker's standard input; the worker writes Events to its standard output as they happen.
// Student code never sees those two descriptors: the worker moves them away before the first cell runs.

/// <summary>What a front asks of its worker.</summary>
internal abstract record Request;

/// <summary>Run one cell.</summary>
/// <param name="Id">Comes back with every event that the cell causes.</param>
/// <param name="Code">The cell's text.</param>
/// <param name="Label">How errors name the cell: "cell 7", "In [3]", "exercise 08.1".</param>
/// <param name="After">Begin with the declarations that the cell with this id left, and forget those of later cells; 0 forgets all, null none. Values are not copied: an object that a forgotten cell has changed stays changed.</param>
/// <param name="Rules">What holds for the cell beyond C#'s own rules; null: nothing.</param>
/// <param name="InForce">Symbols that a student's code must not use while this cell runs.</param>
/// <param name="CompileOnly">Run nothing: tell in a <see cref="CompiledEvent"/> what another worker can run. After 0 it forgets the whole session.</param>
/// <param name="Image">What another worker has made of the code, to be run in its place.</param>
internal sealed record ExecuteRequest(
    int Id, string Code, string Label, CellRules? Rules = null, int? After = null, bool CompileOnly = false, CellImage? Image = null,
    IReadOnlyList<string>? InForce = null) : Request;

/// <summary>A compiled cell on its way from the worker that compiles to the one that runs.</summary>
/// <param name="Assembly">Null for a cell that declares nothing and does nothing.</param>
/// <param name="Symbols">The portable PDB.</param>
/// <param name="EntryType">The full name of the type with the method that runs the cell.</param>
/// <param name="EntryMethod">The name of that method.</param>
/// <param name="HasValue">Whether the cell ends in an expression.</param>
/// <param name="Text">As it was compiled: the same lines as the code's, some of them longer.</param>
internal sealed record CellImage(byte[]? Assembly, byte[] Symbols, string EntryType, string EntryMethod, bool HasValue, string Text);

/// <summary>What the user typed in answer to an <see cref="InputEvent"/>; null at end of input.</summary>
internal sealed record InputReply(string? Text = null) : Request;

/// <summary>Stop the running cell and keep its variables.</summary>
internal sealed record InterruptRequest : Request;

/// <summary>End the process.</summary>
internal sealed record ShutdownRequest : Request;

/// <summary>What a worker tells its front.</summary>
internal abstract record WorkerEvent;

/// <summary>The session is compiled and warm.</summary>
internal sealed record ReadyEvent(int ProcessId) : WorkerEvent;

/// <summary>Text for "stdout" or "stderr".</summary>
internal sealed record StreamEvent(int Id, string Name, string Text) : WorkerEvent;

/// <summary>A MIME bundle shown by the cell: MIME type to text; JSON types hold JSON text.</summary>
internal sealed record DisplayEvent(int Id, IReadOnlyDictionary<string, string> Data, string? DisplayId = null, bool Update = false) : WorkerEvent;

/// <summary>The MIME bundle of the cell's trailing expression.</summary>
internal sealed record ResultEvent(int Id, IReadOnlyDictionary<string, string> Data) : WorkerEvent;

/// <summary>Take away what the cell has shown so far.</summary>
/// <param name="Wait">Only when something new comes, so that nothing flickers.</param>
internal sealed record ClearEvent(int Id, bool Wait) : WorkerEvent;

/// <summary>What one check saw, in grading mode.</summary>
/// <param name="IsStray">It was recorded by some other code than a check of the course's.</param>
internal sealed record RecordingEvent(int Id, Recording Recording, bool IsStray = false) : WorkerEvent;

/// <summary>A student's code has used what is forbidden while the cell runs.</summary>
/// <param name="Use">"System.Linq.Enumerable.Average".</param>
internal sealed record ReachingEvent(int Id, string Use) : WorkerEvent;

/// <summary>The cell has brought assemblies, for itself and for all later cells.</summary>
/// <param name="Paths">Of their files.</param>
internal sealed record ReferencedEvent(int Id, IReadOnlyList<string> Paths) : WorkerEvent;

/// <summary>What came of a cell that was only to be compiled.</summary>
internal sealed record CompiledEvent(int Id, CellImage Image) : WorkerEvent;

/// <summary>Why the cell failed, in the student's terms.</summary>
/// <param name="Name">"CompilationError", "Interrupted", "ForbiddenSymbol", "RequiredSymbol", "WorkerDied", or the exception's type.</param>
/// <param name="Message">One paragraph.</param>
/// <param name="Trace">Lines of the student's own frames ("exercise 08.1, line 12: …"), none of ours.</param>
/// <param name="Line">1-based line in the cell, where known.</param>
/// <param name="Column">1-based column in the cell, where known.</param>
internal sealed record ErrorEvent(int Id, string Name, string Message, IReadOnlyList<string> Trace, int? Line = null, int? Column = null) : WorkerEvent;

/// <summary>The cell asks for a line of input.</summary>
internal sealed record InputEvent(int Id, string Prompt, bool Password) : WorkerEvent;

/// <summary>The cell has ended; nothing with its id follows.</summary>
internal sealed record DoneEvent(int Id, CellStatus Status, double Milliseconds) : WorkerEvent;

/// <summary>How a cell ended.</summary>
internal enum CellStatus { Ok, Error, Interrupted, TimedOut, WorkerDied }
