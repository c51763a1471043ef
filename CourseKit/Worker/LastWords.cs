using System.Text.RegularExpressions;

namespace CourseKit.Worker;

/// <summary>Why a worker ended, in one plain sentence without its full stop.</summary>
internal static partial class LastWords
{
    /// <param name="exitCode">Null when the process has not been seen to end.</param>
    /// <param name="crash">What .NET wrote about its own end; empty when nothing.</param>
    public static string Explain(int? exitCode, string crash)
    {
        if (crash.StartsWith("Stack overflow", StringComparison.Ordinal))
            return "Stack overflow: the cell's code calls itself without end" + (Culprit().Match(crash) is { Success: true } frame ? $" (in {frame.Groups[1].Value})" : "");
        if (crash.StartsWith("Out of memory", StringComparison.Ordinal)) return "Out of memory: the cell needed more than there is";
        if (crash.StartsWith("Process terminated", StringComparison.Ordinal))
            return "the cell ended its own process with FailFast" + (Reason().Match(crash) is { Success: true } given ? $": {given.Groups[1].Value}" : "");
        return exitCode switch
        {
            null => "the worker does not answer",
            128 + 9 => "the worker was killed from outside (signal 9); too little memory is the usual reason",
            128 + 11 => "the worker crashed on an invalid memory access (signal 11); unsafe or native code is the usual reason",
            128 + 6 => "the worker aborted (signal 6)" + FirstLine(crash),
            > 128 and < 128 + 65 and int signal => $"the worker was ended by signal {signal - 128}",
            int code => $"the cell ended its own process (exit code {code}), as Environment.Exit does" + FirstLine(crash),
        };
    }

    private static string FirstLine(string crash) => crash.Length == 0 ? "" : ": " + crash.Split('\n')[0].Trim();

    /// <summary>What the cell gave as its reason: .NET writes it behind its own words, or on the line below them.</summary>
    [GeneratedRegex(@"^Process terminated\.\s+(?!at )(\S.*)")]
    private static partial Regex Reason();

    /// <summary>The first frame with a name that a student gave: "at Cell3.Factorial(Int32)".</summary>
    [GeneratedRegex(@"^[ \t]*at Cell\d+[.+]([\w.+]+)\(", RegexOptions.Multiline)]
    private static partial Regex Culprit();
}
