namespace CourseKit.Notebooks;

/// <summary>Cuts a formula into tokens: a command with its backslash, or one character; spaces and comments fall away.</summary>
internal sealed class TexScanner(string text)
{
    /// <summary>At the end of the formula; no token is empty.</summary>
    public const string End = "";

    /// <summary>Index of the next unread character.</summary>
    public int Position { get; private set; }

    /// <summary>The next token, left where it is.</summary>
    public string Peek()
    {
        int start = Position;
        string token = Read();
        Position = start;
        return token;
    }

    public string Read()
    {
        SkipBlank();
        if (Position >= text.Length) return End;
        int start = Position++;
        if (text[start] == '\\' && Position < text.Length)
        {
            if (!char.IsAsciiLetter(text[Position++])) return text[start..Position];
            while (Position < text.Length && char.IsAsciiLetter(text[Position])) Position++;
            return text[start..Position];
        }
        if (char.IsHighSurrogate(text[start]) && Position < text.Length && char.IsLowSurrogate(text[Position])) Position++;
        return text[start..Position];
    }

    /// <summary>Reads the next token if it is <paramref name="token"/>.</summary>
    public bool TryRead(string token)
    {
        int start = Position;
        if (Read() == token) return true;
        Position = start;
        return false;
    }

    /// <summary>Reads \\ (or \cr) and the extra space that may follow it in brackets.</summary>
    public bool TryReadLineBreak()
    {
        if (!TryRead("\\\\") && !TryRead("\\cr")) return false;
        if (Position >= text.Length || text[Position] != '[') return true;
        int end = text.IndexOf(']', Position);
        if (end < 0) throw new TexException("the bracket opened here is never closed; add ']'", Position);
        Position = end + 1;
        return true;
    }

    /// <summary>Moves past blanks and comments, so that <see cref="Position"/> is where the next token begins.</summary>
    public void SkipBlank()
    {
        while (Position < text.Length)
            if (text[Position] == '%')
                while (Position < text.Length && text[Position] != '\n') Position++;
            else if (char.IsWhiteSpace(text[Position])) Position++;
            else return;
    }

    /// <summary>The characters of a braced group as they are, without its braces; nested braces must match.</summary>
    /// <exception cref="TexException">No group begins here, or it does not end.</exception>
    public string ReadRawGroup(string command)
    {
        SkipBlank();
        int start = Position;
        if (start >= text.Length || text[start] != '{') throw new TexException($"{command} needs a group in braces after it", start);
        int depth = 0;
        for (; Position < text.Length; Position++)
            switch (text[Position])
            {
                case '\\':
                    Position++;
                    break;
                case '{':
                    depth++;
                    break;
                case '}' when --depth == 0:
                    return text[(start + 1)..Position++];
            }
        throw new TexException("the brace opened here is never closed; add '}'", start);
    }

    /// <summary>Reads on while characters are digits, or a point between digits.</summary>
    public string ReadNumber(string first)
    {
        int start = Position;
        while (Position < text.Length
            && (char.IsAsciiDigit(text[Position]) || text[Position] == '.' && Position + 1 < text.Length && char.IsAsciiDigit(text[Position + 1])))
            Position++;
        return first + text[start..Position];
    }
}
