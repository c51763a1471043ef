using CourseKit.Grading;
using CourseKit.Notebooks;
using CourseLib.Checks;
using StreamJsonRpc;

namespace CourseKit.Serve;

internal sealed record FolderParams(string Folder);

/// <param name="Stage">Which hint, from 1.</param>
internal sealed record ExerciseParams(string Notebook, string Exercise, int Stage = 1);

/// <param name="Stages">How many hints there are.</param>
internal sealed record HintAnswer(string Text, int Stage, int Stages);

internal sealed record CodeAnswer(string Cell, string Code);

/// <param name="Student">Whose work it is; null: the user of this machine.</param>
internal sealed record SubmitParams(string Notebook, string? Student = null);

/// <summary>The course in the editor: exercises and how far they are, hints, stubs, answers that passed, and handing in.</summary>
internal sealed class CourseMethods : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly EditorConnection editor;
    private readonly CheckedExercises exercises;
    private readonly CourseFolder folders;
    private readonly object gate = new();
    private readonly Dictionary<string, FileSystemWatcher?> watched = [];
    private readonly HashSet<string> changed = [];

    public CourseMethods(EditorConnection editor, CheckedExercises exercises)
    {
        (this.editor, this.exercises) = (editor, exercises);
        folders = new CourseFolder(exercises);
        exercises.Changed += notebook =>
        {
            lock (gate)
                foreach (string folder in watched.Keys)
                    if (DocumentUri.ToPath(notebook)?.StartsWith(PlaceOf(folder), StringComparison.Ordinal) ?? false)
                        TellSoon(folder);
        };
    }

    [JsonRpcMethod("coursekit/course", UseSingleObjectParameterDeserialization = true)]
    public CourseTree CourseOf(FolderParams request)
    {
        if (DocumentUri.ToPath(request.Folder) is not string folder || !Directory.Exists(folder))
            throw new LocalRpcException($"there is no folder {request.Folder}");
        Watch(request.Folder);
        return folders.Of(folder);
    }

    [JsonRpcMethod("coursekit/hint", UseSingleObjectParameterDeserialization = true)]
    public HintAnswer Hint(ExerciseParams request)
    {
        (Course course, string name) = CourseAnd(request.Notebook);
        // What fitted the last mistake comes first, then what was written for the exercise's checks.
        List<string> hints = [.. exercises.Of(request.Notebook, request.Exercise).Values.SelectMany(state => state.Hints)];
        string oracle = Oracles.PathOf(course, name);
        if (File.Exists(oracle))
            hints.AddRange(
                Guarded(() => Oracle.Load(oracle))
                    .Cells.Where(cell => cell.Exercise == request.Exercise)
                    .SelectMany(cell => cell.Expected)
                    .Select(expected => expected.Recording.Hint)
                    .OfType<string>()
            );
        hints = [.. hints.Distinct()];
        if (hints.Count == 0)
            return new HintAnswer("There is no hint for this exercise.", 0, 0);
        int stage = Math.Clamp(request.Stage, 1, hints.Count);
        return new HintAnswer(hints[stage - 1], stage, hints.Count);
    }

    [JsonRpcMethod("coursekit/reset", UseSingleObjectParameterDeserialization = true)]
    public CodeAnswer Reset(ExerciseParams request)
    {
        (Course course, string name) = CourseAnd(request.Notebook);
        AnswerStub stub = Guarded(() => AnswerStubs.Find(course, name, request.Exercise));
        return new CodeAnswer(stub.Cell, stub.Code);
    }

    [JsonRpcMethod("coursekit/lastPassed", UseSingleObjectParameterDeserialization = true)]
    public PassedAnswer? LastPassed(ExerciseParams request)
    {
        if (CheckedExercises.LastPassed(request.Notebook, request.Exercise) is not PassedAnswer passed)
            return null;
        return passed.Cell is not null
            ? passed
            : passed with
            {
                Cell = Guarded(() =>
                    AnswerStubs.Find(CourseAnd(request.Notebook).Course, CourseAnd(request.Notebook).Name, request.Exercise)
                ).Cell,
            };
    }

    [JsonRpcMethod("coursekit/submit", UseSingleObjectParameterDeserialization = true)]
    public async Task<Submission> SubmitAsync(SubmitParams request, CancellationToken cancellation)
    {
        if (DocumentUri.ToPath(request.Notebook) is not string path)
            throw new LocalRpcException("the notebook lies in no file; save it first");
        Submission written = Guarded(() => Submission.Write(path, request.Student));
        string root = Submission.RootOf(path);
        if (Guarded(() => CourseFile.Read(root)).Submit is not string place)
            return written;
        try
        {
            return written with { To = await HandInPlace.BringAsync(place, root, DocumentUri.ToPath(written.File)!, cancellation) };
        }
        catch (CourseKitException failure)
        {
            throw new LocalRpcException(failure.Message);
        }
    }

    public void Dispose()
    {
        lock (gate)
            foreach (FileSystemWatcher? watcher in watched.Values)
                watcher?.Dispose();
    }

    /// <summary>The course that a notebook belongs to, and what it is called there.</summary>
    private static (Course Course, string Name) CourseAnd(string notebook)
    {
        if (DocumentUri.ToPath(notebook) is not string path || Course.TryFind(Path.GetDirectoryName(path)) is not Course course)
            throw new LocalRpcException("this notebook belongs to no course");
        return (course, Path.GetFileNameWithoutExtension(path));
    }

    private static T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (failure is CourseKitException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new LocalRpcException(failure.Message);
        }
    }

    private static string PlaceOf(string folder) =>
        DocumentUri.ToPath(folder) is string path ? Course.TryFind(path)?.Notebooks ?? path : "";

    private void Watch(string folder)
    {
        lock (gate)
        {
            if (watched.ContainsKey(folder))
                return;
            watched[folder] = null;
            try
            {
                var watcher = new FileSystemWatcher(PlaceOf(folder), "*.ipynb");
                watcher.Changed += (_, _) => TellSoon(folder);
                watcher.Created += (_, _) => TellSoon(folder);
                watcher.Deleted += (_, _) => TellSoon(folder);
                watcher.Renamed += (_, _) => TellSoon(folder);
                watcher.EnableRaisingEvents = true;
                watched[folder] = watcher;
            }
            catch (Exception cause) when (cause is IOException or ArgumentException)
            {
                // A system without watchers to spare: what checks say is told all the same.
            }
        }
    }

    /// <summary>A file is saved in several steps; they are told of once.</summary>
    private void TellSoon(string folder)
    {
        lock (gate)
            if (!changed.Add(folder))
                return;
        _ = Task.Delay(Pause)
            .ContinueWith(
                _ =>
                {
                    lock (gate)
                        changed.Remove(folder);
                    editor.Tell("coursekit/courseChanged", new FolderParams(folder));
                },
                TaskScheduler.Default
            );
    }
}
