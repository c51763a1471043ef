namespace CourseKit.Notebooks;

/// <summary>Makes a tree of a formula by recursive descent: rows of atoms, each with its sub- and superscripts.</summary>
internal sealed partial class TexParser
{
    private const int DeepestNesting = 100;
    private static readonly MathRow Nothing = new([]);

    private readonly TexScanner scanner;
    private MathFont font = MathFont.Italic;
    private int depth;

    private TexParser(string tex) => scanner = new TexScanner(tex);

    public static MathNode Parse(string tex)
    {
        var parser = new TexParser(tex);
        // A formula broken by \\ outside any environment is set line under line.
        IReadOnlyList<MathTableRow> lines = parser.ParseRows(hasColumns: false);
        parser.RefuseStray();
        return lines is [{ Cells: [MathNode only] }] ? only : new MathTable(MathTableKind.Gathered, lines);
    }

    private void RefuseStray()
    {
        string token = scanner.Peek();
        if (token == TexScanner.End) return;
        throw Error(token switch
        {
            "}" => "'}' has no '{' before it; remove it or write \\}",
            "\\right" => "\\right has no \\left before it; add \\left. where the group begins",
            _ => "\\end has no \\begin before it; remove it",
        });
    }

    /// <summary>Lines separated by \\, each with its cells; leaves unread what ends them.</summary>
    private List<MathTableRow> ParseRows(bool hasColumns)
    {
        var rows = new List<MathTableRow>();
        do
        {
            bool rule = false;
            while (scanner.TryRead("\\hline")) rule = true;
            var cells = new List<MathNode> { ParseRow() };
            while (scanner.Peek() == "&")
            {
                if (!hasColumns) throw Error("'&' stands outside an environment that has columns, such as aligned; write \\& for the sign");
                scanner.Read();
                cells.Add(ParseRow());
            }
            rows.Add(new MathTableRow(cells, rule));
        }
        while (scanner.TryReadLineBreak());
        bool lastIsEmpty = rows[^1] is { Cells: [MathRow { Items.Count: 0 }], RuleAbove: false };
        if (rows.Count > 1 && lastIsEmpty) rows.RemoveAt(rows.Count - 1);
        return rows;
    }

    /// <summary>Everything up to a token that ends a row, which is left unread.</summary>
    private MathRow ParseRow(bool endsAtBracket = false)
    {
        MathFont outerFont = font;
        if (++depth > DeepestNesting) throw Error($"groups are nested more than {DeepestNesting} deep; simplify the formula");
        var items = new List<MathNode>();
        for (string token = scanner.Peek(); !EndsRow(token) && !(endsAtBracket && token == "]"); token = scanner.Peek())
        {
            MathNode item = ParseScripted();
            // \mathrm{Var} is one word and not three letters.
            if (font == MathFont.Roman && IsWord(item) && items is [.., MathLetter last] && IsWord(last))
                items[^1] = new MathLetter(last.Text + ((MathLetter)item).Text, Upright: true);
            else items.Add(item);
        }
        depth--;
        font = outerFont;
        return new MathRow(items);
    }

    private static bool EndsRow(string token) => token is TexScanner.End or "}" or "&" or "\\\\" or "\\cr" or "\\end" or "\\right";

    private static bool IsWord(MathNode node) => node is MathLetter { Upright: true } letter && letter.Text.All(char.IsAsciiLetter);

    /// <summary>An atom with the scripts that follow it.</summary>
    private MathNode ParseScripted()
    {
        MathNode nucleus = scanner.Peek() is "_" or "^" or "'" ? Nothing : ParseAtom(scanner.Read());
        if (nucleus is MathSpace or MathStyleSwitch) return nucleus;
        MathNode? sub = null, super = null;
        bool? limits = null;
        int primes = 0;
        while (true)
        {
            switch (scanner.Peek())
            {
                case "'":
                    if (super is not null) throw Error("a prime follows a superscript; write the prime first");
                    primes++;
                    scanner.Read();
                    continue;
                case "_":
                    if (sub is not null) throw Error("there are two subscripts; put braces around the first: {x_a}_b");
                    scanner.Read();
                    sub = ParseArgument("'_'");
                    continue;
                case "^":
                    if (super is not null) throw Error("there are two superscripts; put braces around the first: {x^a}^b");
                    scanner.Read();
                    super = ParseArgument("'^'");
                    continue;
                case "\\limits" or "\\nolimits":
                    limits = scanner.Read() == "\\limits";
                    continue;
            }
            if (primes > 0)
            {
                MathNode[] signs = [.. Enumerable.Repeat(new MathSymbol("′", AtomClass.Ordinary), primes)];
                super = signs.Length == 1 && super is null ? signs[0] : new MathRow([.. signs, .. super is null ? [] : Items(super)]);
            }
            return sub is null && super is null ? nucleus : new MathScripts(nucleus, sub, super, limits);
        }
    }

    private static IReadOnlyList<MathNode> Items(MathNode node) => node is MathRow row ? row.Items : [node];

    private MathNode ParseAtom(string token)
    {
        switch (token)
        {
            case "{":
                return ParseGroup();
            case "~":
                return new MathSpace(1 / 3.0);
            case "$" or "#":
                throw Error($"'{token}' stands in the formula; write \\{token} for the sign", token);
        }
        if (token[0] == '\\') return ParseCommand(token);
        if (char.IsAsciiDigit(token[0])) return new MathNumber(InFont(scanner.ReadNumber(token)));
        if (TexSymbols.Characters.TryGetValue(token, out MathNode? known)) return known is MathLetter sign ? InFont(sign) : known;
        return char.IsLetter(token, 0) ? InFont(new MathLetter(token, Upright: false)) : new MathSymbol(token, AtomClass.Ordinary);
    }

    /// <summary>The rest of a group whose brace has been read.</summary>
    private MathNode ParseGroup()
    {
        int start = scanner.Position - 1;
        MathRow row = ParseRow();
        if (!scanner.TryRead("}")) throw new TexException($"the brace opened here is never closed{Before(scanner.Peek())}; add '}}'", start);
        return row is { Items: [{ Class: AtomClass.Ordinary } only and not (MathSpace or MathStyleSwitch)] } ? only : row;
    }

    /// <summary>What a command or script applies to: a group or a single token.</summary>
    private MathNode ParseArgument(string command)
    {
        string token = scanner.Peek();
        if (EndsRow(token) || token is "_" or "^") throw Error($"{command} needs something after it; write it in braces");
        scanner.Read();
        if (char.IsAsciiDigit(token[0])) return new MathNumber(InFont(token));
        MathNode argument = ParseAtom(token);
        return argument is MathRow { Items: [MathNode only] } ? only : argument;
    }

    /// <summary>What stands in [ ] before the argument proper; null when nothing does.</summary>
    private MathNode? ParseOption()
    {
        int start = scanner.Position;
        if (!scanner.TryRead("[")) return null;
        MathRow row = ParseRow(endsAtBracket: true);
        if (!scanner.TryRead("]")) throw new TexException($"the bracket opened here is never closed{Before(scanner.Peek())}; add ']'", start);
        return row is { Items: [MathNode only] } ? only : row;
    }

    private T WithFont<T>(MathFont wanted, Func<T> parse)
    {
        MathFont outer = font;
        font = wanted;
        T result = parse();
        font = outer;
        return result;
    }

    private MathLetter InFont(MathLetter letter) => font switch
    {
        MathFont.Italic => letter,
        MathFont.Roman => letter with { Upright = true },
        _ => new MathLetter(MathAlphabet.Map(letter.Text, font), Upright: true),
    };

    private string InFont(string digits) => string.Concat(digits.Select(digit => MathAlphabet.Map(digit.ToString(), font)));

    private static string Before(string token) => token == TexScanner.End ? "" : $" before '{token}'";

    private TexException Error(string message)
    {
        scanner.SkipBlank();
        return new TexException(message, scanner.Position);
    }

    /// <summary>An error at <paramref name="token"/>, which has just been read.</summary>
    private TexException Error(string message, string token) => new(message, scanner.Position - token.Length);
}
