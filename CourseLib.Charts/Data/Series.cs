using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using CourseLib.Tensors;

namespace CourseLib.Charts.Data;

/// <summary>What the values of a series are; decides the kind of axis.</summary>
internal enum SeriesKind { Number, Date, Text }

/// <summary>The x, y or z values of a trace: numbers, dates (milliseconds since 1970) or texts. NaN stands for a gap.</summary>
internal sealed class Series
{
    private static readonly string[] NoTexts = [];

    private Series(SeriesKind kind, double[] numbers, string[] texts) { Kind = kind; Numbers = numbers; Texts = texts; }

    public static Series Empty { get; } = new(SeriesKind.Number, [], NoTexts);

    public SeriesKind Kind { get; }

    /// <summary>The numbers, or the dates as numbers; empty for texts.</summary>
    public double[] Numbers { get; }

    /// <summary>The texts; empty for numbers and dates.</summary>
    public string[] Texts { get; }

    public int Count => Kind == SeriesKind.Text ? Texts.Length : Numbers.Length;

    public static Series Of(double[] numbers) => new(SeriesKind.Number, numbers, NoTexts);

    public static Series Of(string[] texts) => new(SeriesKind.Text, [], texts);

    /// <summary>0, 1, 2, …</summary>
    public static Series Index(int count) => Of([.. Enumerable.Range(0, count).Select(i => (double)i)]);

    /// <summary>Copies anything that holds values: a tensor (in row-major order) or a sequence of numbers, texts or dates.</summary>
    /// <exception cref="ArgumentException">It is neither, or an element is not a number, a text or a date.</exception>
    public static Series From(object? values, [CallerArgumentExpression(nameof(values))] string name = "values") => values switch
    {
        null => throw new ArgumentNullException(name, "A chart needs values here: a tensor or a sequence of numbers, texts or dates."),
        Series series => series,
        Tensor tensor => Of(Array.ConvertAll(tensor.ToArray(), v => (double)v)),
        double[] doubles => Of((double[])doubles.Clone()),
        float[] floats => Of(Array.ConvertAll(floats, v => (double)v)),
        int[] integers => Of(Array.ConvertAll(integers, v => (double)v)),
        string => throw NoSeries(values),
        IEnumerable sequence => FromElements([.. sequence.Cast<object?>()]),
        _ => throw NoSeries(values),
    };

    /// <summary>The values as Plotly.NET takes them: numbers, or texts, of which dates are some.</summary>
    public IConvertible[] Elements => Kind switch
    {
        SeriesKind.Text => Texts,
        SeriesKind.Number => [.. Numbers.Select(number => (IConvertible)number)],
        _ => [.. Numbers.Select(date => double.IsFinite(date) ? DateText(date) : null!)],
    };

    /// <summary>The element as a person reads it.</summary>
    public string Label(int index) => Kind switch
    {
        SeriesKind.Text => Texts[index],
        SeriesKind.Date => DateText(Numbers[index]),
        _ => Numbers[index].ToString("G6", CultureInfo.InvariantCulture),
    };

    public static DateTime ToDate(double milliseconds) =>
        DateTime.UnixEpoch.AddMilliseconds(Math.Clamp(milliseconds, -6.2e13, 2.5e14));

    private static string DateText(double milliseconds)
    {
        DateTime date = ToDate(milliseconds);
        return date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss.FFF", CultureInfo.InvariantCulture);
    }

    private static Series FromElements(object?[] elements)
    {
        object? first = elements.FirstOrDefault(e => e is not null);
        return first switch
        {
            null => Of([.. elements.Select(_ => double.NaN)]),
            DateTime or DateTimeOffset or DateOnly => new(SeriesKind.Date, [.. elements.Select(ToMilliseconds)], NoTexts),
            string or char or bool or Enum => Of([.. elements.Select(e => Convert.ToString(e, CultureInfo.InvariantCulture) ?? "")]),
            _ => Of([.. elements.Select(ToNumber)]),
        };
    }

    private static double ToMilliseconds(object? element) => element switch
    {
        null => double.NaN,
        DateTime date => (date - DateTime.UnixEpoch).TotalMilliseconds,
        DateTimeOffset date => (date.UtcDateTime - DateTime.UnixEpoch).TotalMilliseconds,
        DateOnly date => (date.ToDateTime(TimeOnly.MinValue) - DateTime.UnixEpoch).TotalMilliseconds,
        _ => throw new ArgumentException($"The values begin with a date, but '{element}' is a {element.GetType().Name}."),
    };

    private static double ToNumber(object? element) => element switch
    {
        null => double.NaN,
        Half half => (double)half,
        TimeSpan span => span.TotalSeconds,
        string or DateTime => throw new ArgumentException($"The values begin with a number, but '{element}' is a {element.GetType().Name}."),
        IConvertible number => number.ToDouble(CultureInfo.InvariantCulture),
        Int128 or UInt128 or System.Numerics.BigInteger =>
            double.Parse(element.ToString() ?? "", NumberStyles.Float, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A chart shows numbers, texts or dates; it cannot show a {element.GetType().Name}."),
    };

    private static ArgumentException NoSeries(object values) =>
        new($"A chart's values are a tensor or a sequence of numbers, texts or dates; this is a {values.GetType().Name}.");
}
