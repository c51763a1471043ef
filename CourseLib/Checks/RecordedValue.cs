using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CourseLib.Tensors;

namespace CourseLib.Checks;

/// <summary>A value in the one form in which checks keep, send and compare it: numbers with a shape, or a text.</summary>
/// <param name="Type">"tensor", "number", "boolean", "sequence", "text", or "error" for what was thrown.</param>
/// <param name="Shape">The size of each axis; empty for a single number or a text.</param>
/// <param name="Numbers">The elements in row-major order; empty for a text. A boolean is 0 or 1.</param>
/// <param name="Text">The text, for "text" and "error" only.</param>
public sealed record RecordedValue(
    string Type,
    int[] Shape,
    [property: JsonConverter(typeof(RecordedValue.NineDigits))] double[] Numbers,
    string? Text = null)
{
    /// <summary>More elements than this are refused: a check should look at a value that a person could.</summary>
    public const int MaximumCount = 1 << 20;

    /// <summary>A longer text than this is refused.</summary>
    public const int MaximumText = 1 << 16;

    /// <summary>Whether it is numbers with a shape: a tensor, a sequence or a number.</summary>
    internal bool IsNumeric => Type is "tensor" or "sequence" or "number";

    /// <summary>False for a value that <see cref="Of"/> cannot give: one made up by someone who writes to the grader directly.</summary>
    internal bool IsSound =>
        Type is "tensor" or "number" or "boolean" or "sequence" or "text" or "error"
        && Shape is not null && Numbers is { Length: <= MaximumCount } && (Text?.Length ?? 0) <= MaximumText
        && Array.TrueForAll(Shape, size => size >= 0)
        && (Text is not null
            ? Numbers.Length == 0 && !IsNumeric && Type != "boolean"
            : Shape.Aggregate(1L, (count, size) => Math.Min(count * size, MaximumCount + 1L)) == Numbers.Length && (IsNumeric || Type == "boolean"));

    /// <summary>The recorded form of <paramref name="value"/>: a Tensor, number, boolean, string, character, enum, or sequence of numbers.</summary>
    /// <exception cref="ArgumentException">The value has another type, or more than <see cref="MaximumCount"/> elements.</exception>
    public static RecordedValue Of(object? value) => value switch
    {
        Tensor tensor when tensor.Count <= MaximumCount =>
            new("tensor", [.. tensor.Shape], Array.ConvertAll(tensor.ToArray(), element => (double)element)),
        Tensor tensor => throw new ArgumentException($"a check can record {MaximumCount} elements; this tensor has {tensor.Count}"),
        bool flag => new("boolean", [], [flag ? 1 : 0]),
        string { Length: <= MaximumText } text => new("text", [], [], text),
        string text => throw new ArgumentException($"a check can record a text of {MaximumText} characters; this one has {text.Length}"),
        char letter => new("text", [], [], letter.ToString()),
        Enum name => new("text", [], [], name.ToString()),
        sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal =>
            new("number", [], [Convert.ToDouble(value, CultureInfo.InvariantCulture)]),
        IEnumerable sequence => OfSequence(sequence),
        null => throw new ArgumentException("a check cannot record null: the expression gave no value"),
        _ => throw new ArgumentException($"a check cannot record a {value.GetType().Name}; give it a tensor, a number, a boolean, a text or a sequence of numbers"),
    };

    private static RecordedValue OfSequence(IEnumerable sequence)
    {
        var numbers = new List<double>();
        foreach (object? element in sequence)
        {
            if (numbers.Count == MaximumCount) throw new ArgumentException($"a check can record {MaximumCount} elements; this sequence has more");
            RecordedValue single = Of(element);
            if (single.Numbers.Length != 1 || single.Shape.Length != 0)
                throw new ArgumentException($"a check can record a sequence of numbers; this one has an element of type {element?.GetType().Name}");
            numbers.Add(single.Numbers[0]);
        }
        return new("sequence", [numbers.Count], [.. numbers]);
    }

    /// <summary>The type and shape, as feedback names them: "tensor [8, 3, 4, 4]".</summary>
    [JsonIgnore]
    public string Kind => Type is "tensor" or "sequence" ? $"{Type} [{string.Join(", ", Shape)}]" : Type;

    /// <summary>
    /// Nine significant digits identify a float32 and keep oracle files short; whole numbers (counts of parameters, for example) are
    /// kept exactly. The array stands on one line.
    /// </summary>
    internal sealed class NineDigits : JsonConverter<double[]>
    {
        private const double LargestExactInteger = 1L << 53;

        public override double[] Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("an array of numbers was expected");
            var numbers = new List<double>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (numbers.Count == MaximumCount) throw new JsonException($"an array of more than {MaximumCount} numbers");
                numbers.Add(reader.TokenType switch
                {
                    JsonTokenType.Number => reader.GetDouble(),
                    JsonTokenType.String when Named(reader.GetString()) is double named => named,
                    _ => throw new JsonException("an array of numbers holds something else"),
                });
            }
            return [.. numbers];
        }

        public override void Write(Utf8JsonWriter writer, double[] numbers, JsonSerializerOptions options)
        {
            var text = new StringBuilder("[");
            foreach (double number in numbers)
            {
                if (text.Length > 1) text.Append(',');
                if (!double.IsFinite(number)) text.Append(CultureInfo.InvariantCulture, $"\"{number}\"");
                else text.Append(number.ToString(double.IsInteger(number) && Math.Abs(number) <= LargestExactInteger ? "F0" : "G9", CultureInfo.InvariantCulture));
            }
            writer.WriteRawValue(text.Append(']').ToString());
        }

        private static double? Named(string? text) => text switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            _ => null,
        };
    }
}
