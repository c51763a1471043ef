using System.Globalization;
using System.Text;

namespace CourseKit.Notebooks;

/// <summary>
/// Writes a formula as MathML Core. The space between atoms follows TeX's table and is spelled out, because browsers' own rules look
/// at characters only: they put the space of a subtraction before a sign, and space into subscripts.
/// </summary>
internal sealed class MathMLEmitter
{
    private readonly StringBuilder xml = new();

    public static string Write(MathNode formula, string tex, bool display)
    {
        var emitter = new MathMLEmitter();
        emitter.xml.Append(display ? "<math display=\"block\"><semantics>" : "<math><semantics>");
        emitter.Group(formula, display ? MathStyle.Display : MathStyle.Text);
        emitter.xml.Append("<annotation encoding=\"application/x-tex\">").Append(Escaped(tex.Trim())).Append("</annotation></semantics></math>");
        return emitter.xml.ToString();
    }

    /// <summary>Writes <paramref name="node"/> as exactly one element.</summary>
    private void Group(MathNode node, MathStyle style)
    {
        if (node is MathRow { Items: [MathNode only] }) Group(only, style);
        else if (node is MathRow row) Element("mrow", () => Items(row.Items, style));
        else if (node is MathSpace or MathStyleSwitch) Element("mrow", () => Atom(node, style, null));
        else if (node is MathSymbol or MathBigOperator or MathDelimiter) Atom(node, style, default);
        else Atom(node, style, null);
    }

    /// <summary>Writes atoms side by side, with the space that belongs between them.</summary>
    private void Items(IReadOnlyList<MathNode> items, MathStyle style, bool followsAtom = false)
    {
        Spacing[] spacing = MathSpacing.Of(items, style, followsAtom);
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i] is MathStyleSwitch change)
            {
                IReadOnlyList<MathNode> rest = [.. items.Skip(i + 1)];
                string attributes = change.Style switch
                {
                    MathStyle.Display => "displaystyle=\"true\" scriptlevel=\"0\"",
                    MathStyle.Text => "displaystyle=\"false\" scriptlevel=\"0\"",
                    _ => "displaystyle=\"false\" scriptlevel=\"1\"",
                };
                Element("mstyle", () => Items(rest, change.Style), attributes);
                return;
            }
            if (items[i] is MathSymbol or MathBigOperator or MathDelimiter)
            {
                Atom(items[i], style, spacing[i]);
                continue;
            }
            Space(spacing[i].Before);
            Atom(items[i], style, null);
            Space(spacing[i].After);
        }
    }

    /// <param name="spacing">For an operator, which carries the space around itself.</param>
    private void Atom(MathNode node, MathStyle style, Spacing? spacing)
    {
        switch (node)
        {
            case MathRow row:
                Element("mrow", () => Items(row.Items, style));
                break;
            case MathLetter { Upright: true, Text.Length: 1 } letter:
                Leaf("mi", letter.Text, "mathvariant=\"normal\"");
                break;
            case MathLetter letter:
                Leaf("mi", letter.Text);
                break;
            case MathNumber number:
                Leaf("mn", number.Text);
                break;
            case MathFunction { Name.Length: 1 } function:
                Leaf("mi", function.Name, "mathvariant=\"normal\"");
                break;
            case MathFunction function:
                Leaf("mi", function.Name);
                break;
            case MathText text:
                // A browser drops spaces at the ends, and the author put them there on purpose.
                string words = text.Text;
                int leading = words.Length - words.TrimStart(' ').Length, trailing = words.Length - words.TrimEnd(' ').Length;
                if (leading < words.Length) words = new string('\u00A0', leading) + words.Trim(' ') + new string('\u00A0', trailing);
                Leaf("mtext", words.Trim(' ').Length == 0 ? "\u00A0" : words, text.Style is null ? "" : $"style=\"{text.Style}\"");
                break;
            case MathSpace space:
                Space(space.Em);
                break;
            case MathSymbol symbol:
                Leaf("mo", symbol.Text, SymbolAttributes(symbol, spacing ?? default));
                break;
            case MathBigOperator sign:
                Leaf("mo", sign.Text, "movablelimits=\"false\"" + Lengths(spacing ?? default));
                break;
            case MathDelimiter { Text: "" }:
                Element("mrow", () => { });
                break;
            case MathDelimiter delimiter:
                string size = delimiter.Size is double em ? $" symmetric=\"true\" minsize=\"{Number(em)}em\" maxsize=\"{Number(em)}em\"" : "";
                Leaf("mo", delimiter.Text, "stretchy=\"true\"" + size + Lengths(spacing ?? default));
                break;
            case MathFenced fenced:
                Element("mrow", () =>
                {
                    Fence(fenced.Left, "prefix");
                    if (fenced.Body is MathRow body) Items(body.Items, style);
                    else Group(fenced.Body, style);
                    Fence(fenced.Right, "postfix");
                });
                break;
            case MathFraction fraction:
                Fraction(fraction, style);
                break;
            case MathRoot { Index: null } root:
                Element("msqrt", () => Group(root.Radicand, style));
                break;
            case MathRoot root:
                Element("mroot", () =>
                {
                    Group(root.Radicand, style);
                    Group(root.Index!, MathStyle.Script);
                });
                break;
            case MathScripts scripts:
                Scripts(scripts, style);
                break;
            case MathAccent accent:
                Element(accent.Under ? "munder" : "mover", () =>
                {
                    Group(accent.Base, style);
                    Leaf("mo", accent.Mark, accent.Stretchy ? "stretchy=\"true\"" : "stretchy=\"false\"");
                }, accent.IsBrace ? "" : accent.Under ? "accentunder=\"true\"" : "accent=\"true\"");
                break;
            case MathStack stack:
                UnderOver(stack.Base, stack.Under, stack.Over, style);
                break;
            case MathTable table:
                new MathTableEmitter(xml, Group, (cell, inner, followsAtom) => Items(cell is MathRow row ? row.Items : [cell], inner, followsAtom)).Write(table, style);
                break;
            case MathPhantom phantom:
                string room = (phantom.Wide ? "" : " width=\"0\"") + (phantom.Tall ? "" : " height=\"0\" depth=\"0\"");
                Element("mpadded", () => Element("mphantom", () => Group(phantom.Body, style)), room.TrimStart());
                break;
            case MathRuled ruled:
                // Drawn as a border: few fonts have a bar that stretches.
                string border = ruled.Rule switch
                {
                    MathRule.Above => "border-top:0.06em solid;padding-top:0.12em",
                    MathRule.Below => "border-bottom:0.06em solid;padding-bottom:0.12em",
                    _ => "border:0.06em solid;padding:0.3em",
                };
                Element("mrow", () => Group(ruled.Body, style), $"style=\"{border}\"");
                break;
            case MathClassed classed:
                Group(classed.Body, style);
                break;
            case MathStyleSwitch:
                break;
            default:
                throw new InvalidOperationException($"{node.GetType().Name} has no MathML");
        }
    }

    private static string SymbolAttributes(MathSymbol symbol, Spacing spacing) => symbol.Kind switch
    {
        AtomClass.Open => "form=\"prefix\" stretchy=\"false\"" + Lengths(spacing, optional: true),
        AtomClass.Close => "form=\"postfix\" stretchy=\"false\"" + Lengths(spacing, optional: true),
        _ => (symbol.Text is "|" or "‖" or "∣" or "∥" or "/" or "\\" or "→" or "←" or "↔" or "⇒" or "⇐" or "⇔" or "↑" or "↓" or "↕" or "↦" or "⟹" or "⟸" or "⟺"
            ? "stretchy=\"false\"" : "") + Lengths(spacing),
    };

    private void Fence(string delimiter, string form)
    {
        if (delimiter.Length > 0) Leaf("mo", delimiter, $"form=\"{form}\" stretchy=\"true\" fence=\"true\" lspace=\"0\" rspace=\"0\"");
    }

    private void Fraction(MathFraction fraction, MathStyle style)
    {
        MathStyle own = fraction.Style ?? style;
        MathStyle inner = own == MathStyle.Display ? MathStyle.Text : MathStyle.Script;
        void Write() => Element("mfrac", () =>
        {
            Group(fraction.Top, inner);
            Group(fraction.Bottom, inner);
        }, fraction.Bar ? "" : "linethickness=\"0\"");
        if (fraction.Style is MathStyle forced)
            Element("mstyle", Write, $"displaystyle=\"{(forced == MathStyle.Display ? "true" : "false")}\" scriptlevel=\"0\"");
        else Write();
    }

    private void Scripts(MathScripts scripts, MathStyle style)
    {
        bool stacked = scripts.Limits ?? scripts.Base switch
        {
            MathAccent { IsBrace: true } => true,
            MathBigOperator sign => sign.Limits && style == MathStyle.Display,
            MathFunction function => function.Limits && style == MathStyle.Display,
            MathClassed { Kind: AtomClass.Operator } => style == MathStyle.Display,
            MathStack { Kind: AtomClass.Operator } => style == MathStyle.Display,
            _ => false,
        };
        if (stacked)
        {
            UnderOver(scripts.Base, scripts.Sub, scripts.Super, style);
            return;
        }
        Element(scripts.Sub is null ? "msup" : scripts.Super is null ? "msub" : "msubsup", () =>
        {
            Group(scripts.Base, style);
            if (scripts.Sub is not null) Group(scripts.Sub, MathStyle.Script);
            if (scripts.Super is not null) Group(scripts.Super, MathStyle.Script);
        });
    }

    private void UnderOver(MathNode core, MathNode? under, MathNode? over, MathStyle style) =>
        Element(under is null ? "mover" : over is null ? "munder" : "munderover", () =>
        {
            Group(core, style);
            if (under is not null) Group(under, MathStyle.Script);
            if (over is not null) Group(over, MathStyle.Script);
        });

    private void Space(double em)
    {
        if (em > 0) xml.Append("<mspace width=\"").Append(Number(em)).Append("em\"/>");
        // MathML Core has no negative width.
        else if (em < 0) xml.Append("<mspace style=\"margin-left:").Append(Number(em)).Append("em\"/>");
    }

    private void Element(string name, Action content, string attributes = "")
    {
        xml.Append('<').Append(name);
        if (attributes.Length > 0) xml.Append(' ').Append(attributes);
        xml.Append('>');
        content();
        xml.Append("</").Append(name).Append('>');
    }

    private void Leaf(string name, string text, string attributes = "") => Element(name, () => xml.Append(Escaped(text)), attributes.Trim());

    private static string Lengths(Spacing spacing, bool optional = false) =>
        optional && spacing == default ? "" : $" lspace=\"{Length(spacing.Before)}\" rspace=\"{Length(spacing.After)}\"";

    private static string Length(double em) => em == 0 ? "0" : Number(em) + "em";

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Escaped(string text) => HtmlText.Escape(text);
}
