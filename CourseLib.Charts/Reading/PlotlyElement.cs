using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using CourseLib.Charts.Data;

namespace CourseLib.Charts.Reading;

/// <summary>Plotly's forms of numbers, texts and lists in JSON; what is missing or has another form is undefined, null or empty.</summary>
internal static class PlotlyElement
{
    private static readonly string[] DateForms =
    [
        "yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFF",
        "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFF", "yyyy-MM-ddTHH:mm:ss.FFFFFFF",
    ];

    extension(JsonElement json)
    {
        /// <summary>The member of a member …; undefined where one is missing.</summary>
        public JsonElement At(params ReadOnlySpan<string> path)
        {
            foreach (string name in path)
                if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json)) return default;
            return json;
        }

        public IEnumerable<JsonElement> Items => json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : [];

        public string? Text => json.ValueKind == JsonValueKind.String ? json.GetString() : null;

        public double? Number => json.ValueKind == JsonValueKind.Number ? json.GetDouble() : null;

        public bool? Flag => json.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };

        /// <summary>A title is a text, or an object that holds one.</summary>
        public string? Title => json.Text ?? json.At("text").Text;

        /// <summary>A list of numbers, NaN for a gap; null when it is anything else.</summary>
        public double[]? Numbers => json.ValueKind switch
        {
            JsonValueKind.Array when json.Items.All(IsNumberOrGap) => [.. json.Items.Select(item => item.Number ?? double.NaN)],
            JsonValueKind.Object => Packed(json),
            _ => null,
        };

        /// <summary>A list of texts and what reads as one; null when it is anything else.</summary>
        public string[]? Strings => json.ValueKind == JsonValueKind.Array && json.Items.All(item => item.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            ? [.. json.Items.Select(item => item.ToString())] : null;

        /// <summary>The values along an axis: numbers, dates or texts.</summary>
        public Series? Series
        {
            get
            {
                if (json.Numbers is { } numbers) return Data.Series.Of(numbers);
                if (json.Strings is not { } texts) return null;
                return texts.Length > 0 && texts.All(text => Date(text) is not null)
                    ? Data.Series.From(texts.Select(text => Date(text)!.Value))
                    : Data.Series.Of(texts);
            }
        }

        /// <summary>Rows of numbers; null when it is anything else.</summary>
        /// <exception cref="ArgumentException">The rows have different lengths.</exception>
        public Matrix? Rows
        {
            get
            {
                if (json.ValueKind == JsonValueKind.Object && Packed(json) is { } packed
                    && json.At("shape").Text?.Split(',') is [string rows, string columns] && int.TryParse(rows, out int r) && int.TryParse(columns, out int c) && r * c == packed.Length)
                    return new(packed, r, c);
                double[]?[] all = [.. json.Items.Select(row => row.Numbers)];
                return json.ValueKind == JsonValueKind.Array && !all.Contains(null) ? Matrix.From(all) : null;
            }
        }

        /// <summary>A colour that CSS knows.</summary>
        public CssColor? Colour => CssColor.Of(json.Text);
    }

    private static bool IsNumberOrGap(JsonElement item) => item.ValueKind is JsonValueKind.Number or JsonValueKind.Null
        || item.Text is "NaN" or "Infinity" or "-Infinity";

    private static DateTime? Date(string text) =>
        DateTime.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime date) ? date : null;

    /// <summary>Numbers in plotly.js's packed form: base64 text and the kind of number.</summary>
    private static double[]? Packed(JsonElement json)
    {
        if (json.At("bdata").Text is not { } text || json.At("dtype").Text is not { } kind) return null;
        byte[] bytes = Convert.FromBase64String(text);
        (int Size, Func<ReadOnlySpan<byte>, double> Read)? form = kind switch
        {
            "f8" or "float64" => (8, BinaryPrimitives.ReadDoubleLittleEndian),
            "f4" or "float32" => (4, b => BinaryPrimitives.ReadSingleLittleEndian(b)),
            "i4" or "int32" => (4, b => BinaryPrimitives.ReadInt32LittleEndian(b)),
            "u4" or "uint32" => (4, b => BinaryPrimitives.ReadUInt32LittleEndian(b)),
            "i2" or "int16" => (2, b => BinaryPrimitives.ReadInt16LittleEndian(b)),
            "u2" or "uint16" => (2, b => BinaryPrimitives.ReadUInt16LittleEndian(b)),
            "i1" or "int8" => (1, b => (sbyte)b[0]),
            "u1" or "uint8" or "uint8c" => (1, b => b[0]),
            _ => null,
        };
        if (form is not var (size, read)) return null;
        return [.. Enumerable.Range(0, bytes.Length / size).Select(i => read(bytes.AsSpan(i * size, size)))];
    }
}
