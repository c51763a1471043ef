using System.Text;
using System.Text.Json;

namespace CourseKit.Grading.Intake;

/// <summary>
/// The bytes of a notebook without what grading never looks at: outputs, which may be a hundred times as large as all the rest. It is found in one
/// pass that builds nothing, so that what a notebook costs is bounded by what its author wrote.
/// </summary>
internal static class SlimNotebook
{
    private const int MostBytes = 12 << 20, MostTokens = 500_000, DeepestNesting = 500;

    /// <returns>UTF-8; where it is no JSON, the same text.</returns>
    /// <exception cref="InvalidDataException">Cells and metadata alone are larger than any notebook.</exception>
    public static byte[] Of(byte[] bytes)
    {
        byte[] text = AsUtf8(bytes), slim = WithoutOutputs(text) ?? text;
        if (slim.Length > MostBytes) throw new InvalidDataException($"its cells hold more than {MostBytes >> 20} MB");
        return slim;
    }

    private static byte[]? WithoutOutputs(byte[] text)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = DeepestNesting });
        var slim = new MemoryStream();
        int written = 0;
        long tokens = 0;
        try
        {
            while (reader.Read())
            {
                if (++tokens > MostTokens) throw new InvalidDataException("it consists of more pieces than any notebook");
                // A cell's outputs; one level deeper in worksheets, as old notebooks have them.
                if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth is not (3 or 5) || !(reader.ValueTextEquals("outputs") || reader.ValueTextEquals("attachments"))) continue;
                bool isList = reader.ValueTextEquals("outputs");
                reader.Read();
                int start = (int)reader.TokenStartIndex;
                if (reader.TokenType != (isList ? JsonTokenType.StartArray : JsonTokenType.StartObject)) continue;
                reader.Skip();
                slim.Write(text, written, start - written);
                slim.Write(isList ? "[]"u8 : "{}"u8);
                written = (int)reader.BytesConsumed;
            }
            slim.Write(text, written, text.Length - written);
            return slim.ToArray();
        }
        catch (JsonException) when (text.Length <= MostBytes)
        {
            return null;
        }
    }

    /// <summary>Byte order marks are obeyed and taken away; UTF-16 is known without one, too, for JSON begins with two ASCII characters.</summary>
    private static byte[] AsUtf8(byte[] bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => bytes[3..],
        [0xFF, 0xFE, ..] => Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2)),
        [0xFE, 0xFF, ..] => Encoding.UTF8.GetBytes(Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2)),
        [not 0, 0, not 0, 0, ..] => Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(bytes)),
        [0, not 0, 0, not 0, ..] => Encoding.UTF8.GetBytes(Encoding.BigEndianUnicode.GetString(bytes)),
        _ => bytes,
    };
}
