namespace CourseKit.Notebooks;

/// <summary>The line that opens a fenced block of Markdown: three or more backquotes or tildes, then an info string.</summary>
internal sealed record FenceMark(string Mark, int Indent, string Language, string Attributes)
{
    /// <summary>The fence that <paramref name="line"/> opens, or null.</summary>
    public static FenceMark? Of(string line)
    {
        string body = line.TrimStart(' ');
        if (body.Length == 0 || body[0] is not ('`' or '~')) return null;
        int length = body.Length - body.TrimStart(body[0]).Length;
        string info = body[length..].Trim();
        // A line of inline code, ```like this```, opens nothing.
        if (length < 3 || body[0] == '`' && info.Contains('`')) return null;
        int end = info.IndexOfAny([' ', '\t']);
        return new FenceMark(body[..length], line.Length - body.Length, end < 0 ? info : info[..end], end < 0 ? "" : info[end..].Trim());
    }

    public bool IsClosedBy(string line)
    {
        string body = line.Trim();
        return body.Length >= Mark.Length && body.All(c => c == Mark[0]);
    }
}
