namespace CourseKit.Notebooks;

/// <summary>What editors write into a notebook for themselves when it is run and saved; nobody has edited anything.</summary>
internal static class EditorMetadata
{
    public static readonly string[] Keys = ["vscode", "collapsed", "scrolled", "execution", "ExecuteTime", "jupyter", "dotnet_interactive", "polyglot_notebook"];
}
