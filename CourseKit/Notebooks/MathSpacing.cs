namespace CourseKit.Notebooks;

/// <summary>Space before and after an atom, in em.</summary>
internal readonly record struct Spacing(double Before, double After);

/// <summary>The space that TeX puts between neighbours (The TeXbook, page 170).</summary>
internal static class MathSpacing
{
    private const double Thin = 3 / 18.0, Medium = 4 / 18.0, Thick = 5 / 18.0;

    // Rows: the left neighbour; columns: the right one; both in the order of AtomClass.
    // 0 none, 1 thin, 2 medium, 3 thick; negative: not in scripts.
    private static readonly int[,] Table =
    {
        { 0, 1, -2, -3, 0, 0, 0, -1 },
        { 1, 1, 0, -3, 0, 0, 0, -1 },
        { -2, -2, 0, 0, -2, 0, 0, -2 },
        { -3, -3, 0, 0, -3, 0, 0, -3 },
        { 0, 0, 0, 0, 0, 0, 0, 0 },
        { 0, 1, -2, -3, 0, 0, 0, -1 },
        { -1, -1, 0, -1, -1, -1, -1, -1 },
        { -1, 1, -2, -3, -1, 0, -1, -1 },
    };

    /// <param name="followsAtom">The row goes on from an invisible atom, as the cells after an alignment point do.</param>
    public static Spacing[] Of(IReadOnlyList<MathNode> items, MathStyle style, bool followsAtom)
    {
        int[] atoms = [.. Enumerable.Range(0, items.Count).Where(i => items[i] is not (MathSpace or MathStyleSwitch))];
        AtomClass[] classes = Classes([.. atoms.Select(i => items[i].Class)], followsAtom);
        var spacing = new Spacing[items.Count];
        AtomClass? left = followsAtom ? AtomClass.Ordinary : null;
        for (int k = 0; k < atoms.Length; k++)
        {
            if (left is AtomClass before && Between(before, classes[k], style) is > 0 and double space)
            {
                // A sign that asked for the space carries it; between two that did not, it goes before the second.
                if (k > 0 && before is AtomClass.Binary or AtomClass.Relation or AtomClass.Punctuation or AtomClass.Operator)
                    spacing[atoms[k - 1]] = spacing[atoms[k - 1]] with { After = space };
                else spacing[atoms[k]] = spacing[atoms[k]] with { Before = space };
            }
            left = classes[k];
        }
        return spacing;
    }

    /// <summary>A binary operator without two operands is a sign: −x, (−x), a = −b, x*.</summary>
    private static AtomClass[] Classes(AtomClass[] classes, bool followsAtom)
    {
        for (int i = 0; i < classes.Length; i++)
        {
            AtomClass before = i > 0 ? classes[i - 1] : followsAtom ? AtomClass.Ordinary : AtomClass.Open;
            if (classes[i] == AtomClass.Binary && before is not (AtomClass.Ordinary or AtomClass.Close or AtomClass.Inner)) classes[i] = AtomClass.Ordinary;
            if (i > 0 && before == AtomClass.Binary && classes[i] is AtomClass.Relation or AtomClass.Close or AtomClass.Punctuation)
                classes[i - 1] = AtomClass.Ordinary;
        }
        if (classes is [.., AtomClass.Binary]) classes[^1] = AtomClass.Ordinary;
        return classes;
    }

    private static double Between(AtomClass left, AtomClass right, MathStyle style)
    {
        int entry = Table[(int)left, (int)right];
        if (entry < 0 && style == MathStyle.Script) return 0;
        return Math.Abs(entry) switch { 1 => Thin, 2 => Medium, 3 => Thick, _ => 0 };
    }
}
