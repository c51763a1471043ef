using System.Text;
using CourseKit.Worker;
using Microsoft.CodeAnalysis.Text;

namespace CourseKit.Serve;

/// <summary>A cell's text as it is written and as it is compiled, and how places in the two belong together.</summary>
internal sealed class CellSource
{
    /// <summary>Where in the written text the compiled one has more, and how much; in order.</summary>
    private readonly List<(int Position, int Length)> added = [];

    private CellSource(string written)
    {
        Written = SourceText.From(written, Encoding.UTF8);
        string code = Blanked(written);
        if (CellLibrary.Parted(code) is var (library, rest))
            (Library, code) = (library, rest);
        IReadOnlyList<TextChange> changes = CellDialect.ChangesOf(code);
        foreach (TextChange change in changes)
            if (change.NewText!.Length - change.Span.Length is > 0 and int more)
                added.Add((change.Span.End, more));
        Compiled = SourceText.From(code, Encoding.UTF8).WithChanges(changes);
    }

    public SourceText Written { get; }

    public SourceText Compiled { get; }

    /// <summary>What a library must hold, at the places where it is written; null where there is nothing for one.</summary>
    public string? Library { get; }

    public static CellSource Of(string written) => new(written);

    /// <summary>Where a place of the written text is in the compiled one.</summary>
    public int ToCompiled(int position)
    {
        int more = 0;
        foreach ((int at, int length) in added)
            if (at < position || at == position && BeginsWord(position))
                more += length;
        return position + more;
    }

    public TextSpan ToCompiled(TextSpan span)
    {
        int start = ToCompiled(span.Start);
        return TextSpan.FromBounds(start, Math.Max(start, ToCompiled(span.End)));
    }

    /// <summary>Where a part of the compiled text is written; null for what is written nowhere.</summary>
    public TextSpan? ToWritten(TextSpan span)
    {
        (int start, bool startIsAdded) = ToWritten(span.Start, isEnd: false);
        (int end, bool endIsAdded) = ToWritten(span.End, isEnd: true);
        return start > end || startIsAdded && endIsAdded && start == end && span.Length > 0 ? null : TextSpan.FromBounds(start, end);
    }

    private (int Position, bool IsAdded) ToWritten(int compiled, bool isEnd)
    {
        int more = 0;
        foreach ((int at, int length) in added)
        {
            int from = at + more;
            if (compiled < from || compiled == from && isEnd)
                break;
            if (compiled < from + length)
                return (at, true);
            more += length;
        }
        return (Math.Clamp(compiled - more, 0, Written.Length), false);
    }

    /// <summary>Something put in before a word stands before it, something put in behind one stands behind it.</summary>
    private bool BeginsWord(int position) =>
        position < Written.Length
        && (IsWord(Written[position]) || Written[position] == '(')
        && (position == 0 || !IsWord(Written[position - 1]) && Written[position - 1] != ')');

    private static bool IsWord(char character) => char.IsLetterOrDigit(character) || character is '_' or '@' or '"' or '$';

    /// <summary>Lines for the kernel, and what is in another language, as blanks: every character keeps its place.</summary>
    private static string Blanked(string written)
    {
        if (!written.Contains('#'))
            return written;
        string[] lines = written.Split('\n'),
            compiled = CellDirectives.Blanked(written).Split('\n');
        if (lines.Length != compiled.Length)
            return written;
        for (int at = 0; at < lines.Length; at++)
            if (compiled[at].TrimEnd('\r').Length != lines[at].TrimEnd('\r').Length)
                lines[at] = new string(' ', lines[at].TrimEnd('\r').Length) + (lines[at].EndsWith('\r') ? "\r" : "");
        return string.Join('\n', lines);
    }
}
