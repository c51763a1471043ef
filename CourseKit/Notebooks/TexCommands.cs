using System.Globalization;

namespace CourseKit.Notebooks;

/// <summary>The commands that take arguments, and what each makes of them.</summary>
internal sealed partial class TexParser
{
    /// <summary>A command's way to its node; it is called when the command has just been read, with the command's name.</summary>
    private delegate MathNode Handler(TexParser parser, string name);

    private static readonly Dictionary<string, Handler> Handlers = AllHandlers();

    private MathNode ParseCommand(string token)
    {
        string name = token[1..];
        if (TexSymbols.Commands.TryGetValue(name, out MathNode? symbol)) return symbol is MathLetter letter ? InFont(letter) : symbol;
        if (Handlers.TryGetValue(name, out Handler? handler))
        {
            if (++depth > DeepestNesting) throw Error($"commands are nested more than {DeepestNesting} deep; simplify the formula");
            MathNode node = handler(this, name);
            depth--;
            return node;
        }
        if (name.Length == 0) throw Error("the formula ends in a backslash; remove it", token);
        throw Error($"unknown command {token}; did you mean \\{Nearest(name, TexSymbols.Commands.Keys.Concat(Handlers.Keys))}?", token);
    }

    /// <summary>The name most like <paramref name="wanted"/>, of which a student may have typed a thousand letters.</summary>
    private static string Nearest(string wanted, IEnumerable<string> names)
    {
        string start = wanted[..Math.Min(wanted.Length, 30)];
        return names.MinBy(name => (Spelling.Distance(start, name), name.Length))!;
    }

    private static Dictionary<string, Handler> AllHandlers()
    {
        var handlers = new Dictionary<string, Handler>
        {
            ["frac"] = (p, name) => p.Fraction(name, null),
            ["cfrac"] = (p, name) => p.Fraction(name, MathStyle.Display),
            ["dfrac"] = (p, name) => p.Fraction(name, MathStyle.Display),
            ["tfrac"] = (p, name) => p.Fraction(name, MathStyle.Text),
            ["binom"] = (p, name) => p.Binomial(name, null),
            ["dbinom"] = (p, name) => p.Binomial(name, MathStyle.Display),
            ["tbinom"] = (p, name) => p.Binomial(name, MathStyle.Text),
            ["sqrt"] = (p, name) => p.Root(name),
            ["operatorname"] = (p, name) => p.OperatorName(name),
            ["left"] = (p, _) => p.Fenced(),
            ["middle"] = (p, name) => new MathDelimiter(p.Delimiter(name), null, AtomClass.Ordinary),
            ["begin"] = (p, _) => p.Environment(),
            ["substack"] = (p, name) => p.Substack(name),
            ["underset"] = (p, name) => p.Stacked(name, above: false),
            ["overset"] = (p, name) => p.Stacked(name, above: true),
            ["stackrel"] = (p, name) => p.Stacked(name, above: true) with { Kind = AtomClass.Relation },
            ["phantom"] = (p, name) => new MathPhantom(p.ParseArgument("\\" + name)),
            ["hphantom"] = (p, name) => new MathPhantom(p.ParseArgument("\\" + name), Tall: false),
            ["vphantom"] = (p, name) => new MathPhantom(p.ParseArgument("\\" + name), Wide: false),
            ["mathstrut"] = (_, _) => new MathPhantom(new MathSymbol("(", AtomClass.Open), Wide: false),
            ["boxed"] = (p, name) => new MathRuled(p.ParseArgument("\\" + name), MathRule.Around),
            ["overline"] = (p, name) => new MathRuled(p.ParseArgument("\\" + name), MathRule.Above),
            ["underline"] = (p, name) => new MathRuled(p.ParseArgument("\\" + name), MathRule.Below),
            ["tag"] = (p, name) => new MathRow([new MathSpace(2), new MathText($"({p.scanner.ReadRawGroup("\\" + name)})")]),
            ["nonumber"] = (_, _) => new MathSpace(0),
            ["notag"] = (_, _) => new MathSpace(0),
            ["not"] = (p, name) => p.Negation(name),
            ["dots"] = (p, _) => p.Dots(),
            ["hspace"] = (p, name) => p.HorizontalSpace(name),
            ["bmod"] = (_, _) => new MathClassed(new MathLetter("mod", Upright: true), AtomClass.Binary),
            ["mod"] = (p, _) => new MathRow([new MathSpace(1), new MathLetter("mod", Upright: true), new MathSpace(1 / 3.0)]),
            ["pmod"] = (p, name) => new MathRow([new MathSpace(1), new MathSymbol("(", AtomClass.Open), new MathLetter("mod", Upright: true), new MathSpace(1 / 3.0),
                p.ParseArgument("\\" + name), new MathSymbol(")", AtomClass.Close)]),
        };
        foreach ((string name, string mark, bool stretchy) in new (string, string, bool)[]
            { ("hat", "^", false), ("widehat", "^", true), ("bar", "¯", false), ("tilde", "~", false), ("widetilde", "~", true),
              ("dot", "˙", false), ("ddot", "¨", false), ("vec", "→", false), ("check", "ˇ", false), ("breve", "˘", false), ("acute", "´", false),
              ("grave", "`", false), ("mathring", "˚", false), ("overrightarrow", "→", true), ("overleftarrow", "←", true), ("overleftrightarrow", "↔", true) })
            handlers.Add(name, (p, command) => new MathAccent(p.ParseArgument("\\" + command), mark, stretchy));
        handlers.Add("overbrace", (p, name) => new MathAccent(p.ParseArgument("\\" + name), "⏞", Stretchy: true, IsBrace: true));
        handlers.Add("underbrace", (p, name) => new MathAccent(p.ParseArgument("\\" + name), "⏟", Stretchy: true, Under: true, IsBrace: true));

        foreach ((string name, MathFont font) in new (string, MathFont)[]
            { ("mathrm", MathFont.Roman), ("mathbf", MathFont.Bold), ("boldsymbol", MathFont.BoldItalic), ("bm", MathFont.BoldItalic), ("mathit", MathFont.Italic),
              ("mathbb", MathFont.DoubleStruck), ("mathcal", MathFont.Script), ("mathscr", MathFont.Script), ("mathfrak", MathFont.Fraktur),
              ("mathsf", MathFont.SansSerif), ("mathtt", MathFont.Typewriter) })
            handlers.Add(name, (p, command) => p.WithFont(font, () => p.ParseArgument("\\" + command)));
        foreach ((string name, string? style) in new (string, string?)[]
            { ("text", null), ("mbox", null), ("textrm", null), ("textbf", "font-weight:bold"), ("textit", "font-style:italic"), ("texttt", "font-family:monospace") })
            handlers.Add(name, (p, command) => p.Text(command, style));
        foreach ((string name, AtomClass kind) in new (string, AtomClass)[]
            { ("mathord", AtomClass.Ordinary), ("mathop", AtomClass.Operator), ("mathbin", AtomClass.Binary), ("mathrel", AtomClass.Relation),
              ("mathopen", AtomClass.Open), ("mathclose", AtomClass.Close), ("mathpunct", AtomClass.Punctuation), ("mathinner", AtomClass.Inner) })
            handlers.Add(name, (p, command) => new MathClassed(p.ParseArgument("\\" + command), kind));
        foreach ((string name, double size) in new (string, double)[] { ("big", 1.2), ("Big", 1.8), ("bigg", 2.4), ("Bigg", 3) })
            foreach ((string suffix, AtomClass kind) in new (string, AtomClass)[]
                { ("", AtomClass.Ordinary), ("l", AtomClass.Open), ("r", AtomClass.Close), ("m", AtomClass.Relation) })
                handlers.Add(name + suffix, (p, command) => new MathDelimiter(p.Delimiter(command), size, kind));
        foreach ((string name, string arrow) in new (string, string)[] { ("xrightarrow", "→"), ("xleftarrow", "←"), ("xRightarrow", "⇒"), ("xmapsto", "↦") })
            handlers.Add(name, (p, command) => p.LabelledArrow(command, arrow));
        return handlers;
    }

    private MathFraction Fraction(string name, MathStyle? style)
    {
        MathNode top = ParseArgument("\\" + name);
        return new MathFraction(top, ParseArgument("\\" + name), Style: style);
    }

    private MathFenced Binomial(string name, MathStyle? style)
    {
        MathNode top = ParseArgument("\\" + name);
        return new MathFenced("(", new MathFraction(top, ParseArgument("\\" + name), Bar: false, style), ")");
    }

    private MathRoot Root(string name)
    {
        MathNode? index = ParseOption();
        return new MathRoot(ParseArgument("\\" + name), index);
    }

    /// <summary>\overset{!}{=} is still a relation; an operator that something is stacked on stays one.</summary>
    private MathStack Stacked(string name, bool above)
    {
        MathNode small = ParseArgument("\\" + name), body = ParseArgument("\\" + name);
        AtomClass kind = body.Class is AtomClass.Relation or AtomClass.Binary or AtomClass.Operator ? body.Class : AtomClass.Ordinary;
        return new MathStack(body, above ? small : null, above ? null : small, kind);
    }

    private MathStack LabelledArrow(string name, string arrow)
    {
        MathNode? under = ParseOption();
        MathNode over = ParseArgument("\\" + name);
        static MathRow Padded(MathNode label) => new([new MathSpace(0.5), label, new MathSpace(0.5)]);
        return new MathStack(new MathDelimiter(arrow, null, AtomClass.Relation), Padded(over), under is null ? null : Padded(under), AtomClass.Relation);
    }

    private string Delimiter(string command)
    {
        string token = scanner.Read();
        return TexSymbols.Delimiters.TryGetValue(token, out string? text) ? text
            : throw Error(token.Length == 0 ? $"\\{command} needs a delimiter after it, such as ( or \\{{" : $"'{token}' is no delimiter for \\{command}; use ( [ \\{{ | \\| or .", token);
    }

    private MathFenced Fenced()
    {
        int start = scanner.Position - "\\left".Length;
        string left = Delimiter("left");
        MathRow body = ParseRow();
        if (!scanner.TryRead("\\right")) throw new TexException($"\\left is never closed{Before(scanner.Peek())}; add \\right)", start);
        return new MathFenced(left, body, Delimiter("right"));
    }

    private MathFunction OperatorName(string name)
    {
        bool limits = scanner.TryRead("*");
        int start = scanner.Position;
        string text = scanner.ReadRawGroup("\\" + name).Replace("\\,", "\u2009").Replace("\\ ", "\u00A0").Replace("~", "\u00A0");
        return text.IndexOfAny(['\\', '{', '$', '_', '^']) >= 0
            ? throw new TexException("\\operatorname takes a plain name, and \\, for a space", start)
            : new MathFunction(text.Trim(), limits);
    }

    private MathTable Substack(string name)
    {
        int start = scanner.Position;
        if (!scanner.TryRead("{")) throw Error($"\\{name} needs a group in braces after it");
        List<MathTableRow> rows = ParseRows(hasColumns: false);
        return scanner.TryRead("}") ? new MathTable(MathTableKind.Small, rows) : throw new TexException("the brace opened here is never closed; add '}'", start);
    }

    private MathSymbol Negation(string name)
    {
        MathNode argument = ParseArgument("\\" + name);
        return argument switch
        {
            MathSymbol { Text: "=" } => new MathSymbol("≠", AtomClass.Relation),
            MathSymbol { Text: "∈" } => new MathSymbol("∉", AtomClass.Relation),
            MathSymbol symbol => symbol with { Text = symbol.Text + "\u0338" },
            _ => throw Error("\\not needs a sign after it, such as ="),
        };
    }

    /// <summary>Dots on the axis between operators, on the baseline elsewhere.</summary>
    private MathSymbol Dots()
    {
        string next = scanner.Peek();
        MathNode? sign = next.StartsWith('\\') ? TexSymbols.Commands.GetValueOrDefault(next[1..]) : TexSymbols.Characters.GetValueOrDefault(next);
        return new MathSymbol(sign?.Class is AtomClass.Binary or AtomClass.Relation ? "⋯" : "…", AtomClass.Inner);
    }

    private MathSpace HorizontalSpace(string name)
    {
        int start = scanner.Position;
        string length = scanner.ReadRawGroup("\\" + name).Trim();
        return length.EndsWith("em", StringComparison.Ordinal)
            && double.TryParse(length[..^2], NumberStyles.Float, CultureInfo.InvariantCulture, out double em) && double.IsFinite(em)
            ? new MathSpace(em)
            : throw new TexException($"\\{name} takes a length in em, as in \\{name}{{1em}}", start);
    }
}
