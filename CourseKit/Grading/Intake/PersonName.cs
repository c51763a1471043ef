using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace CourseKit.Grading.Intake;

/// <summary>
/// Names as they are compared: letters and their marks composed (NFC), white space plain. A Mac writes "ü" as two characters, a class list as
/// one. The framework composes only where ICU is installed and in use; a grader must see one person wherever it runs.
/// </summary>
internal static class PersonName
{
    // Unicode's primary composites (UnicodeData.txt): first, second, composed. Hangul follows a rule and is not among them.
    private static readonly FrozenDictionary<(char, char), char> Composed = EmbeddedText.Read("compositions.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(' ').Select(code => (char)int.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray())
        .ToFrozenDictionary(codes => (codes[0], codes[1]), codes => codes[2]);

    /// <summary>Composed, with single plain spaces, and none at the ends.</summary>
    public static string Of(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (char c in name)
        {
            char next = char.IsWhiteSpace(c) && !char.IsControl(c) ? ' ' : c;
            if (text.Length > 0 && Compose(text[^1], next) is char composed) text[^1] = composed;
            else if (next != ' ' || (text.Length > 0 && text[^1] != ' ')) text.Append(next);
        }
        return text.ToString().TrimEnd(' ');
    }

    /// <summary>Composed and otherwise as it is: of names that a file system keeps apart none is another's.</summary>
    public static string Joined(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (char c in name)
            if (text.Length > 0 && Compose(text[^1], c) is char composed) text[^1] = composed;
            else text.Append(c);
        return text.ToString();
    }

    /// <summary>The same for names that differ in the case of letters only.</summary>
    public static string Key(string name) => Of(name).ToUpperInvariant();

    private static char? Compose(char first, char second)
    {
        const int hangul = 0xAC00, lead = 0x1100, vowel = 0x1161, trail = 0x11A7, vowels = 21, trails = 28, leads = 19;
        if (first - lead is >= 0 and < leads && second - vowel is >= 0 and < vowels) return (char)(hangul + ((first - lead) * vowels + second - vowel) * trails);
        if (first - hangul is >= 0 and < leads * vowels * trails && (first - hangul) % trails == 0 && second - trail is > 0 and < trails) return (char)(first + second - trail);
        return Composed.TryGetValue((first, second), out char composed) ? composed : null;
    }
}
