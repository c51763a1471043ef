using System.ComponentModel;
using System.Data.Common;
using System.Net.Sockets;
using System.Security;

namespace CourseKit;

/// <summary>One line for a failure that no verb has foreseen: what the system refused, and how to mend it; for a fault of ours, how to tell it.</summary>
internal static class Explanation
{
    /// <summary>Set to anything, it adds the trace.</summary>
    public const string TraceVariable = "COURSEKIT_TRACE";

    private const int LinuxNoSpace = 28, LinuxQuota = 122, LinuxReadOnly = 30, WindowsFull = 112;

    public static string Of(Exception failure)
    {
        while (failure is AggregateException { InnerExceptions.Count: 1 } or TypeInitializationException && failure.InnerException is Exception inner) failure = inner;
        string message = failure.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
        string? mend = failure switch
        {
            UnauthorizedAccessException or SecurityException => "check the permissions of the file and its folder, or work in a folder of your own",
            IOException when (failure.HResult & 0xFFFF) is LinuxNoSpace or LinuxQuota or WindowsFull => "the disk, or your share of it, is full; make room, and run this again",
            IOException when (failure.HResult & 0xFFFF) == LinuxReadOnly => "the file system is read-only; work in a folder that can be written",
            FileNotFoundException or DirectoryNotFoundException => "check the path",
            PathTooLongException => "take a shorter path",
            SocketException => "check the address and the port",
            IOException => "check that the path is what you mean, that it can be written, and that there is room",
            DbException => "check that the file is a gradebook, that it can be written, and that there is room",
            Win32Exception => "check that the program is installed and may be run",
            OutOfMemoryException => "give the process more memory, or do less at a time",
            _ => null,
        };
        return mend is not null ? $"{message}; {mend}" : $"a fault of this program: {failure.GetType().Name}: {message}; set {TraceVariable}=1 to see where";
    }
}
