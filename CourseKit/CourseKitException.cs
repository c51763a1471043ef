namespace CourseKit;

/// <summary>A failure told to the user in one line: what, where, how to mend it.</summary>
/// <param name="message">The line, without a trailing full stop after a path.</param>
/// <param name="exitCode">1 when the work failed, 2 when the command was used wrongly.</param>
internal sealed class CourseKitException(string message, int exitCode = CourseKitException.WorkFailed, Exception? cause = null)
    : Exception(message, cause)
{
    public const int Done = 0;
    public const int WorkFailed = 1;
    public const int WrongUsage = 2;

    /// <summary>128 + SIGINT, as shells have it.</summary>
    public const int Interrupted = 130;

    public int ExitCode { get; } = exitCode;
}
