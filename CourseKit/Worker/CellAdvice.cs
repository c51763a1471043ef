using Microsoft.CodeAnalysis;

namespace CourseKit.Worker;

/// <summary>What to write instead of C# that is right in a program and not in a cell: behind the compiler's own words, which blame something else.</summary>
internal static class CellAdvice
{
    private const string NoSpan = "a cell's variables outlive it, which a Span or another ref struct cannot; put it and the statements that use it between { and }";

    private const string NoNamespace = "code in a cell stands in no namespace; leave the namespace out, or put the code into a .cs file and #!import it";

    private static readonly Dictionary<string, string> Known = new()
    {
        ["CS0027"] = "the code of a cell stands in no class, and has no 'this'; name the variable itself",
        ["CS0102"] = "a cell can declare a name once; to give a variable another value leave its type out, to declare it anew use another cell",
        ["CS0214"] = "put unsafe { … } around it",
        ["CS7015"] = "a cell has no aliases of assemblies; write the full name, or: using Name = Some.Namespace.Type;",
        ["CS7020"] = "only a method can yield; write: IEnumerable<int> Numbers() { yield return 1; } and use Numbers()",
        ["CS7021"] = NoNamespace,
        ["CS7022"] = "in a cell, Main is a method like any other; call it",
        ["CS7026"] = "attributes of an assembly belong into a project; leave them out here",
        ["CS8345"] = NoSpan,
        ["CS8346"] = NoSpan,
        ["CS9283"] = "write extension methods: static int Twice(this int x) => 2 * x;",
        ["CS1109"] = "write the method by itself, without the class: static int Twice(this int x) => 2 * x;",
    };

    /// <summary>The compiler's message, and the advice if there is any.</summary>
    public static string MessageOf(Diagnostic diagnostic)
    {
        string message = diagnostic.GetMessage();
        return Of(diagnostic, message) is string advice ? $"{message.TrimEnd('.')}; {advice}" : message;
    }

    private static string? Of(Diagnostic diagnostic, string message)
    {
        if (diagnostic.Id == "CS0103" && message.Contains("'args'", StringComparison.Ordinal)) return "a cell has no command line; write: string[] args = [];";
        if (message.Contains("InterceptsLocation", StringComparison.Ordinal)) return "interceptors are made by the source generators of a project, and do not work in cells";
        if (diagnostic.Id == "CS0138") return null;
        return Known.GetValueOrDefault(diagnostic.Id);
    }
}
