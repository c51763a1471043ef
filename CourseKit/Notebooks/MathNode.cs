namespace CourseKit.Notebooks;

/// <summary>TeX's classes of atoms, which decide the space between neighbours (The TeXbook, chapter 18).</summary>
internal enum AtomClass { Ordinary, Operator, Binary, Relation, Open, Close, Punctuation, Inner }

/// <summary>TeX's size of a formula's parts.</summary>
internal enum MathStyle { Display, Text, Script }

/// <summary>A part of a formula.</summary>
internal abstract record MathNode
{
    public virtual AtomClass Class => AtomClass.Ordinary;
}

/// <summary>A group, or what stands side by side.</summary>
internal sealed record MathRow(IReadOnlyList<MathNode> Items) : MathNode;

/// <summary>A variable. One letter is set in italics unless <paramref name="Upright"/>.</summary>
internal sealed record MathLetter(string Text, bool Upright) : MathNode;

internal sealed record MathNumber(string Text) : MathNode;

/// <summary>Words among the mathematics.</summary>
internal sealed record MathText(string Text, string? Style = null) : MathNode;

/// <summary>A sign that keeps its size: a relation, a binary operator, a bracket, a comma.</summary>
internal sealed record MathSymbol(string Text, AtomClass Kind) : MathNode
{
    public override AtomClass Class => Kind;
}

/// <summary>A sum, product or integral sign.</summary>
internal sealed record MathBigOperator(string Text, bool Limits) : MathNode
{
    public override AtomClass Class => AtomClass.Operator;
}

/// <summary>log, max, softmax…</summary>
internal sealed record MathFunction(string Name, bool Limits) : MathNode
{
    public override AtomClass Class => AtomClass.Operator;
}

internal sealed record MathSpace(double Em) : MathNode;

/// <param name="Bar">False for a binomial coefficient.</param>
/// <param name="Style">Set by \dfrac and \tfrac.</param>
internal sealed record MathFraction(MathNode Top, MathNode Bottom, bool Bar = true, MathStyle? Style = null) : MathNode
{
    public override AtomClass Class => Bar ? AtomClass.Inner : AtomClass.Ordinary;
}

internal sealed record MathRoot(MathNode Radicand, MathNode? Index) : MathNode;

/// <param name="Limits">\limits or \nolimits; null leaves it to the base and the style.</param>
internal sealed record MathScripts(MathNode Base, MathNode? Sub, MathNode? Super, bool? Limits = null) : MathNode
{
    public override AtomClass Class => Base.Class;
}

/// <summary>A hat, bar, brace or arrow over (or under) its base. A brace takes its label above or below, whatever the style.</summary>
internal sealed record MathAccent(MathNode Base, string Mark, bool Stretchy, bool Under = false, bool IsBrace = false) : MathNode;

/// <summary>One thing set small above or below another.</summary>
internal sealed record MathStack(MathNode Base, MathNode? Over, MathNode? Under, AtomClass Kind) : MathNode
{
    public override AtomClass Class => Kind;
}

/// <summary>\left … \right: delimiters as tall as what they enclose; an empty delimiter is invisible.</summary>
internal sealed record MathFenced(string Left, MathNode Body, string Right) : MathNode
{
    public override AtomClass Class => AtomClass.Inner;
}

/// <summary>A delimiter inside \left … \right (\middle), or of a size of its own (\big…).</summary>
/// <param name="Size">In em; null stretches with the row.</param>
internal sealed record MathDelimiter(string Text, double? Size, AtomClass Kind) : MathNode
{
    public override AtomClass Class => Kind;
}

internal enum MathTableKind { Matrix, Small, Cases, Aligned, Gathered, Array }

/// <param name="Columns">For an array: l, c, r, with | where a rule goes.</param>
internal sealed record MathTable(MathTableKind Kind, IReadOnlyList<MathTableRow> Rows, string Columns = "") : MathNode;

/// <param name="RuleAbove">\hline stands before the row.</param>
internal sealed record MathTableRow(IReadOnlyList<MathNode> Cells, bool RuleAbove);

/// <summary>\displaystyle and its like: changes the rest of its group.</summary>
internal sealed record MathStyleSwitch(MathStyle Style) : MathNode;

/// <summary>Takes the room of its body and shows nothing.</summary>
internal sealed record MathPhantom(MathNode Body, bool Wide = true, bool Tall = true) : MathNode;

/// <summary>Lines around its body, or above or below it.</summary>
internal sealed record MathRuled(MathNode Body, MathRule Rule) : MathNode;

internal enum MathRule { Above, Below, Around }

/// <summary>A body that counts as another class (\mathrel and its like).</summary>
internal sealed record MathClassed(MathNode Body, AtomClass Kind) : MathNode
{
    public override AtomClass Class => Kind;
}
