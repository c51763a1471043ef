using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using CourseLib.Tensors;

namespace CourseKit.Worker;

/// <summary>Tells what a cell threw in the student's terms: their lines and names, and none of ours.</summary>
internal sealed partial class CellErrors(CellSession session)
{
    private const int LongestMessage = 16 << 10, MostLines = 40, MostCauses = 10;

    /// <summary>Of a deeper recursion the lines in files, which take longest to look up, are told of the innermost calls only.</summary>
    private const int MostFrames = 2_000;

    /// <param name="cell">The running cell; the event's line is the innermost one in it.</param>
    public ErrorEvent Describe(int id, Exception thrown, Assembly? cell)
    {
        Exception main = Unwrap(thrown);
        var trace = new List<string>();
        int? line = null, column = null;
        int causes = 0;
        for (Exception? exception = main; exception is not null && causes++ < MostCauses; exception = Cause(exception))
        {
            if (exception != main) trace.Add($"caused by {NameOf(exception)}: {MessageOf(exception)}");
            foreach (StackFrame frame in FramesOf(exception))
            {
                if (frame.GetMethod() is not MethodBase method) continue;
                if (method.Module.Assembly == typeof(Tensor).Assembly) AddLibraryFrame(trace, method);
                if (session.TextOf(method.Module.Assembly) is not CellText text) continue;
                AddStudentFrame(trace, frame, method, text);
                if (line is not null || method.Module.Assembly != cell || frame.GetFileLineNumber() == 0) continue;
                line = frame.GetFileLineNumber();
                if (text.HasColumns(line.Value)) column = frame.GetFileColumnNumber();
            }
        }
        if (trace.Count > MostLines) trace = [.. trace.Take(MostLines / 2), $"… {trace.Count - MostLines} more lines …", .. trace.TakeLast(MostLines / 2)];
        return new ErrorEvent(id, NameOf(main), MessageOf(main), trace, line, column);
    }

    /// <summary>The same as text, for errors that no cell waits for.</summary>
    public string Render(Exception thrown)
    {
        ErrorEvent error = Describe(0, thrown, null);
        return string.Join("\n", [$"{error.Name}: {error.Message}", .. error.Trace.Select(line => "  " + line)]) + "\n";
    }

    /// <summary>The calls through which an exception came, the innermost first; those of a bottomless recursion only in part.</summary>
    private static IEnumerable<StackFrame> FramesOf(Exception exception)
    {
        var plain = new StackTrace(exception, fNeedFileInfo: false);
        return plain.FrameCount <= MostFrames ? new StackTrace(exception, fNeedFileInfo: true).GetFrames() : plain.GetFrames().Take(MostFrames);
    }

    private static void AddStudentFrame(List<string> trace, StackFrame frame, MethodBase method, CellText text)
    {
        int number = frame.GetFileLineNumber();
        string place = number == 0 ? text.Label : $"{text.Label}, line {number}";
        if (ReadableName(method) is string name) place += $", in {name}";
        string? source = text.Line(number)?.Trim();
        string entry = string.IsNullOrEmpty(source) ? place : $"{place}: {source}";
        if (trace.Count == 0 || trace[^1] != entry) trace.Add(entry);
    }

    /// <summary>Of a row of library frames only the outermost is kept: the method that the student called.</summary>
    private static void AddLibraryFrame(List<string> trace, MethodBase method)
    {
        const string mark = "CourseLib, in ";
        string entry = mark + (ReadableName(method) ?? method.Name);
        if (trace.Count > 0 && trace[^1].StartsWith(mark, StringComparison.Ordinal)) trace[^1] = entry;
        else trace.Add(entry);
    }

    /// <summary>"Type.Method" as the source has it; null for the statements of the cell itself.</summary>
    internal static string? ReadableName(MethodBase method)
    {
        Type? type = method.DeclaringType;
        string name = method.Name;
        // A state machine's MoveNext, a lambda and a local function carry the name of their method in angle brackets.
        if (type is not null && name == "MoveNext" && type.Name.StartsWith('<'))
        {
            name = type.Name;
            type = type.DeclaringType;
        }
        bool lambda = name.Contains(">b__", StringComparison.Ordinal);
        if (LocalFunction().Match(name) is { Success: true } local) name = local.Groups[1].Value;
        else if (Generated().Match(name) is { Success: true } generated) name = generated.Groups[1].Value;
        while (type is not null && type.Name.StartsWith('<')) type = type.DeclaringType;

        bool topLevel = type is null || SubmissionClass().IsMatch(type.Name);
        if (topLevel && name is "<Initialize>" or "<Factory>" or "<Main>" or ".ctor" or ".cctor") return lambda ? "a lambda" : null;
        string owner = topLevel ? "" : TypeNames.Of(type!) + ".";
        string member = name switch
        {
            ".ctor" or ".cctor" => "constructor",
            _ when name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal) => name[4..],
            _ => name,
        };
        return lambda ? $"a lambda in {owner}{member}" : owner + member;
    }

    /// <summary>Wrappers that .NET puts around what the student threw say nothing.</summary>
    private static Exception Unwrap(Exception exception)
    {
        while (exception is TargetInvocationException or AggregateException { InnerExceptions.Count: 1 } && exception.InnerException is Exception inner) exception = inner;
        return exception;
    }

    private static Exception? Cause(Exception exception) => exception.InnerException is Exception inner ? Unwrap(inner) : null;

    private static string NameOf(Exception exception) => exception.GetType().Name;

    private static string MessageOf(Exception exception)
    {
        try
        {
            string message = exception is OutOfMemoryException && NoReason().IsMatch(exception.Message)
                ? $"the memory is used up: all cells together may use {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30):0.0} GB; set large variables to null, or restart the kernel"
                : ShowLimits.Run(() => exception.Message) ?? "";
            if (exception is System.Globalization.CultureNotFoundException && Cultures.Missing is string missing) message = $"{message.ReplaceLineEndings(" ").TrimEnd('.')}; {missing}";
            return message.Length <= LongestMessage ? message : message[..LongestMessage] + $"… ({message.Length - LongestMessage} more characters)";
        }
        catch (Exception broken)
        {
            return broken is ShowFailure failure ? $"(its Message {failure.Message})" : $"(its Message threw a {broken.GetType().Name})";
        }
    }

    /// <summary>What .NET says when the heap is full; other messages of the same type name what was too large.</summary>
    [GeneratedRegex("^(Exception of type|Insufficient memory)")]
    private static partial Regex NoReason();

    [GeneratedRegex(@">g__(.+?)\|")]
    private static partial Regex LocalFunction();

    [GeneratedRegex(@"^<(.+)>[bd]__")]
    private static partial Regex Generated();

    [GeneratedRegex(@"^Cell\d+$")]
    private static partial Regex SubmissionClass();
}
