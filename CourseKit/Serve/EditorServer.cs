namespace CourseKit.Serve;

/// <summary>The process behind one editor window: workers for its notebooks, and what the editor's language features ask.</summary>
internal static class EditorServer
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    /// <summary>Serves until the editor says exit, or its end of the connection is closed.</summary>
    public static async Task RunAsync(Stream input, Stream output, TextWriter log)
    {
        var exit = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var editor = new EditorConnection(input, output, log);
        var sessions = new NotebookSessions(editor);
        var notebooks = new OpenNotebooks();
        var language = new EditorLanguage(notebooks, sessions);
        var diagnostics = new Diagnostics(editor, notebooks, language, log);
        sessions.Changed += notebook => diagnostics.Look(notebook, 0);
        editor.Add(new LifeMethods(sessions, language, () => exit.TrySetResult()));
        var exercises = new CheckedExercises(notebooks);
        using var courses = new CourseMethods(editor, exercises);
        editor.Add(courses);
        editor.Add(new GradeMethods());
        editor.Add(new RunMethods(sessions, exercises));
        editor.Add(new NotebookMethods(notebooks, sessions, language, diagnostics));
        editor.Add(new Completions(language));
        editor.Add(new Hovers(language));
        editor.Add(new Signatures(language));
        editor.Add(new Navigation(language));
        editor.Add(new SemanticTokens(language));
        editor.Add(new Edits(language));
        editor.Listen();
        try
        {
            await await Task.WhenAny(editor.Closed, exit.Task);
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            log.WriteLine($"coursekit serve: the connection is lost: {broken.Message.ReplaceLineEndings(" ")}");
        }
        // A worker that starts just now is not waited for: it ends with this process.
        await Task.WhenAny(sessions.DisposeAsync().AsTask(), Task.Delay(LastWords));
    }
}
