using StreamJsonRpc;

namespace CourseKit.Serve;

/// <summary>What an editor tells of its notebooks.</summary>
internal sealed class NotebookMethods(OpenNotebooks notebooks, NotebookSessions sessions, EditorLanguage language, Diagnostics diagnostics)
{
    [JsonRpcMethod("notebookDocument/didOpen", UseSingleObjectParameterDeserialization = true)]
    public void Open(OpenNotebookParams opened)
    {
        OpenNotebook notebook = notebooks.Open(opened);
        sessions.Prepare(NotebookSessions.FolderOf(notebook.Uri));
        diagnostics.Look(notebook.Uri, 0);
    }

    [JsonRpcMethod("notebookDocument/didChange", UseSingleObjectParameterDeserialization = true)]
    public void Change(ChangeNotebookParams changed)
    {
        if (notebooks.Change(changed) is not var (notebook, first, gone))
            return;
        diagnostics.Clear(gone);
        diagnostics.Look(notebook.Uri, first);
    }

    [JsonRpcMethod("notebookDocument/didSave")]
    public void Save() { }

    [JsonRpcMethod("notebookDocument/didClose", UseSingleObjectParameterDeserialization = true)]
    public async Task CloseAsync(CloseNotebookParams closed)
    {
        string uri = closed.NotebookDocument.Uri;
        if (notebooks.Close(uri) is OpenNotebook notebook)
            diagnostics.Forget(notebook);
        language.Forget(uri);
        await sessions.CloseAsync(uri);
    }
}
