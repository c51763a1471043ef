using System.Text;

namespace CourseKit.Grading.Intake;

/// <summary>Text of files that say nothing of their encoding, as spreadsheets write them.</summary>
internal static class TextEncoding
{
    private const int Windows1252 = 1252;

    // In Windows-1252 these bytes stand for nothing; where they are, it is another code page.
    private static readonly byte[] Unused = [0x81, 0x8D, 0x8F, 0x90, 0x9D];

    /// <summary>By the byte order mark; else UTF-16 where every other byte of the beginning is zero, UTF-8 where it is that, and Windows-1252 at last.</summary>
    /// <returns>The text, and the encoding where it is a guess.</returns>
    /// <exception cref="InvalidDataException">It is none of these.</exception>
    public static (string Text, string? Guess) Read(byte[] bytes)
    {
        switch (bytes)
        {
            case [0xEF, 0xBB, 0xBF, ..]: return (Strict(new UTF8Encoding(false, true), bytes.AsSpan(3), "UTF-8"), null);
            case [0xFF, 0xFE, ..]: return (Strict(new UnicodeEncoding(false, false, true), bytes.AsSpan(2), "UTF-16"), null);
            case [0xFE, 0xFF, ..]: return (Strict(new UnicodeEncoding(true, false, true), bytes.AsSpan(2), "UTF-16"), null);
            case [not 0, 0, not 0, 0, ..]: return (Strict(new UnicodeEncoding(false, false, true), bytes, "UTF-16"), "UTF-16");
            case [0, not 0, 0, not 0, ..]: return (Strict(new UnicodeEncoding(true, false, true), bytes, "UTF-16"), "UTF-16");
        }
        try
        {
            return (new UTF8Encoding(false, true).GetString(bytes), null);
        }
        catch (DecoderFallbackException)
        {
            if (bytes.AsSpan().IndexOfAny(Unused) >= 0 || bytes.Contains((byte)0)) throw new InvalidDataException("its encoding cannot be told (neither UTF-8 nor UTF-16 nor Windows-1252); save it as CSV UTF-8");
            Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
            return (Encoding.GetEncoding(Windows1252).GetString(bytes), "Windows-1252");
        }
    }

    private static string Strict(Encoding encoding, ReadOnlySpan<byte> bytes, string name)
    {
        try { return encoding.GetString(bytes); }
        catch (DecoderFallbackException cause) { throw new InvalidDataException($"it says that it is {name}, and is not; save it as CSV UTF-8", cause); }
    }
}
