using System.Collections;
using System.Dynamic;

namespace CourseKit.Worker;

/// <summary>The first elements of a sequence. A lazy sequence runs once, however many formats look at it, and may be endless.</summary>
/// <param name="Items">At most <see cref="Most"/> of them.</param>
/// <param name="Count">How many there are; null when the sequence goes on and cannot say.</param>
/// <param name="ElementType">What the sequence says it holds.</param>
internal sealed record Snapshot(IReadOnlyList<object?> Items, int? Count, Type ElementType)
{
    public const int Most = 50;

    /// <summary>A lazy sequence as a snapshot; anything else as it is.</summary>
    public static object? Of(object? value) =>
        value is IEnumerable sequence and not (string or ICollection or IDynamicMetaObjectProvider) && !PlainText.SpeaksForItself(value)
            ? Take(sequence) : value;

    public static Snapshot Take(IEnumerable sequence, int most = Most)
    {
        var items = new List<object?>();
        bool more = false;
        foreach (object? item in sequence)
        {
            if (items.Count == most) { more = true; break; }
            items.Add(item);
        }
        int? count = sequence is ICollection collection ? collection.Count : more ? null : items.Count;
        Type element = sequence.GetType().GetInterfaces()
            .FirstOrDefault(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0] ?? typeof(object);
        return new Snapshot(items, count, element);
    }
}
