using System.Diagnostics;
using System.Globalization;

namespace CourseKit.Grading;

/// <summary>Student code gives way: to the grader, which must see in time what it does, and to the people at the machine.</summary>
internal static class Nice
{
    private const string Program = "/usr/bin/nice";
    private const int Priority = 5;

    /// <summary>A command that runs the same at a lower priority; the process that starts becomes it.</summary>
    public static ProcessStartInfo Wrap(ProcessStartInfo command)
    {
        if (!OperatingSystem.IsLinux() || !File.Exists(Program)) return command;
        foreach (string argument in new[] { command.FileName, Priority.ToString(CultureInfo.InvariantCulture), "-n" }) command.ArgumentList.Insert(0, argument);
        command.FileName = Program;
        return command;
    }

    /// <summary>
    /// The same for a whole session: where Linux shares the processors among sessions first, a process is nice to its own alone. Does nothing
    /// where there is no such thing, and where the process is of this one's session.
    /// </summary>
    public static void Lower(int process)
    {
        try
        {
            // "/autogroup-25 nice 0"
            string theirs = $"/proc/{process}/autogroup", group = File.ReadAllText(theirs).Split(' ')[0];
            if (group != File.ReadAllText("/proc/self/autogroup").Split(' ')[0])
                File.WriteAllText(theirs, Priority.ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception without) when (without is IOException or UnauthorizedAccessException) { }
    }
}
