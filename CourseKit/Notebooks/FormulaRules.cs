namespace CourseKit.Notebooks;

/// <summary>Every formula of a source must be one that can be typeset.</summary>
internal static class FormulaRules
{
    public static void Verify(SourceDocument document)
    {
        foreach (Prose prose in document.Blocks.OfType<Prose>())
            foreach (MarkdownFormula formula in MarkdownMath.Find(prose.Text))
            {
                int LineOf(int index) => prose.Line + prose.Text.AsSpan(0, index).Count('\n');
                if (!formula.IsClosed)
                    throw SourceError.At(document.Path, LineOf(formula.Start), "the '$$' here has no partner before the next blank line; add one, or write \\$ for the sign");
                try
                {
                    TexToMathML.Convert(formula.Tex, formula.Display);
                }
                catch (TexException wrong)
                {
                    int delimiter = formula.Display ? 2 : 1;
                    throw SourceError.At(document.Path, LineOf(formula.Start + delimiter + wrong.Position), TexToMathML.Describe(wrong, formula.Tex));
                }
            }
    }
}
