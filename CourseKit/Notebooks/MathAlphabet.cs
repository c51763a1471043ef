using System.Text;

namespace CourseKit.Notebooks;

/// <summary>The alphabets of \mathbb, \mathcal and their like.</summary>
internal enum MathFont { Italic, Roman, Bold, BoldItalic, DoubleStruck, Script, Fraktur, SansSerif, Typewriter }

/// <summary>Unicode gives the mathematical alphabets characters of their own, and browsers need those: MathML's variants are being given up.</summary>
internal static class MathAlphabet
{
    // Letters that were in Unicode before their alphabet came and kept their old place.
    private static readonly Dictionary<(MathFont, char), string> Elsewhere = new()
    {
        [(MathFont.DoubleStruck, 'C')] = "ℂ",
        [(MathFont.DoubleStruck, 'H')] = "ℍ",
        [(MathFont.DoubleStruck, 'N')] = "ℕ",
        [(MathFont.DoubleStruck, 'P')] = "ℙ",
        [(MathFont.DoubleStruck, 'Q')] = "ℚ",
        [(MathFont.DoubleStruck, 'R')] = "ℝ",
        [(MathFont.DoubleStruck, 'Z')] = "ℤ",
        [(MathFont.Script, 'B')] = "ℬ",
        [(MathFont.Script, 'E')] = "ℰ",
        [(MathFont.Script, 'F')] = "ℱ",
        [(MathFont.Script, 'H')] = "ℋ",
        [(MathFont.Script, 'I')] = "ℐ",
        [(MathFont.Script, 'L')] = "ℒ",
        [(MathFont.Script, 'M')] = "ℳ",
        [(MathFont.Script, 'R')] = "ℛ",
        [(MathFont.Script, 'e')] = "ℯ",
        [(MathFont.Script, 'g')] = "ℊ",
        [(MathFont.Script, 'o')] = "ℴ",
        [(MathFont.Fraktur, 'C')] = "ℭ",
        [(MathFont.Fraktur, 'H')] = "ℌ",
        [(MathFont.Fraktur, 'I')] = "ℑ",
        [(MathFont.Fraktur, 'R')] = "ℜ",
        [(MathFont.Fraktur, 'Z')] = "ℨ",
    };

    /// <summary>The letter or digit in <paramref name="font"/>; other characters as they are.</summary>
    public static string Map(string text, MathFont font)
    {
        if (text is not [char c]) return text;
        if (Elsewhere.TryGetValue((font, c), out string? other)) return other;
        // Where A, 0, Α and α of each alphabet begin; 0 where it has none.
        (int latin, int digits, int capitals, int smalls) = font switch
        {
            MathFont.Bold => (0x1D400, 0x1D7CE, 0x1D6A8, 0x1D6C2),
            MathFont.BoldItalic => (0x1D468, 0x1D7CE, 0x1D71C, 0x1D736),
            MathFont.DoubleStruck => (0x1D538, 0x1D7D8, 0, 0),
            MathFont.Script => (0x1D49C, 0, 0, 0),
            MathFont.Fraktur => (0x1D504, 0, 0, 0),
            MathFont.SansSerif => (0x1D5A0, 0x1D7E2, 0, 0),
            MathFont.Typewriter => (0x1D670, 0x1D7F6, 0, 0),
            _ => (0, 0, 0, 0),
        };
        int? mapped = c switch
        {
            >= 'A' and <= 'Z' when latin > 0 => latin + c - 'A',
            >= 'a' and <= 'z' when latin > 0 => latin + 26 + c - 'a',
            >= '0' and <= '9' when digits > 0 => digits + c - '0',
            >= 'Α' and <= 'Ω' when capitals > 0 => capitals + c - 'Α',
            >= 'α' and <= 'ω' when smalls > 0 => smalls + c - 'α',
            'ϵ' when smalls > 0 => smalls + 27,
            '∂' when smalls > 0 => smalls + 26,
            '∇' when capitals > 0 => capitals + 25,
            _ => null,
        };
        return mapped is int scalar ? new Rune(scalar).ToString() : text;
    }
}
