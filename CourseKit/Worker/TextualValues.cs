using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace CourseKit.Worker;

/// <summary>Values whose text says all that there is to see: numbers, tuples, lists and grids of numbers, and what writes itself.</summary>
internal static class TextualValues
{
    public static bool Contains(object value) => value switch
    {
        string or char or bool or Type or Delegate or Task or IFormattable or ITuple or Array { Rank: > 1 } => true,
        Snapshot lazy => lazy.Items.All(IsScalar),
        IDictionary or JsonElement or JsonDocument => false,
        _ when value.GetType() == typeof(object) => true,
        _ when PlainText.SpeaksForItself(value) => !IsRecord(value.GetType()),
        ICollection sequence => Snapshot.Take(sequence).Items.All(IsScalar),
        _ => false,
    };

    /// <summary>The compiler gives records a method to clone, or to print, and anonymous types their name.</summary>
    public static bool IsRecord(Type type)
    {
        const BindingFlags own = BindingFlags.NonPublic | BindingFlags.Instance;
        return type.GetMethod("<Clone>$") is not null
            || RecordText.IsAnonymous(type)
            || (type.IsValueType && type.GetMethod("PrintMembers", own, [typeof(StringBuilder)]) is not null);
    }

    private static bool IsScalar(object? value) => value is null or string or char or bool or IFormattable;
}
