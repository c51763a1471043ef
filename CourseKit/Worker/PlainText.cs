using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace CourseKit.Worker;

/// <summary>Any value as text that a person can take in: short, and the same on every machine.</summary>
internal static class PlainText
{
    private const int MostItems = 20, MostProperties = 20, Deepest = 3;

    /// <summary>Characters; a longer text is cut.</summary>
    public const int Longest = 1 << 20;

    /// <param name="longest">Characters; of what would be longer the beginning, and how much there is.</param>
    public static string Of(object? value, int longest = Longest)
    {
        if (value is string text) return Shortened(text, longest);
        return ShowLimits.Run(() =>
        {
            var builder = new StringBuilder();
            Append(builder, value, 0);
            return Shortened(builder.ToString(), longest);
        });
    }

    /// <summary>The text of a value that stands in another: an exception by its name only.</summary>
    public static string Inside(object value) =>
        value is Exception thrown ? $"<{ShowLimits.Failure(thrown)?.Message ?? thrown.GetType().Name}>" : Of(value);

    private static string Shortened(string text, int longest) =>
        text.Length <= longest ? text : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, longest)}… ({text.Length - longest} more characters)");

    /// <summary>Whether the type has its own ToString.</summary>
    public static bool SpeaksForItself(object value) =>
        value.GetType().GetMethod(nameof(ToString), Type.EmptyTypes)?.DeclaringType is Type owner && owner != typeof(object) && owner != typeof(ValueType);

    /// <summary>Inside another value, what cannot be shown leaves its place to the reason.</summary>
    private static void Append(StringBuilder builder, object? value, int depth)
    {
        if (builder.Length > Longest) return;
        int length = builder.Length;
        try
        {
            ShowLimits.Check();
            AppendAny(builder, value, depth);
        }
        catch (Exception thrown) when (ShowLimits.Failure(thrown) is ShowFailure failure)
        {
            builder.Length = length;
            builder.Append('<').Append(TypeNames.Of(value!.GetType())).Append(' ').Append(failure.Message).Append('>');
        }
        catch (Exception thrown) when (depth > 0 && thrown is not (OperationCanceledException or ThreadInterruptedException or ThreadAbortException))
        {
            builder.Length = length;
            builder.Append('<').Append((thrown is TargetInvocationException ? thrown.InnerException ?? thrown : thrown).GetType().Name).Append('>');
        }
    }

    private static void AppendText(StringBuilder builder, string? text)
    {
        if (text is null || text.Length <= Longest) builder.Append(text);
        else builder.Append(Shortened(text, Longest));
    }

    private static void AppendAny(StringBuilder builder, object? value, int depth)
    {
        switch (value)
        {
            case null: builder.Append("null"); break;
            case string text: builder.Append('"'); AppendText(builder, text); builder.Append('"'); break;
            case char character: builder.Append('\'').Append(character).Append('\''); break;
            case Type type: builder.Append(TypeNames.Of(type)); break;
            case Delegate function: builder.Append(TypeNames.Of(function.GetType())); break;
            case Task task: builder.Append(TypeNames.Of(task.GetType().IsConstructedGenericType ? typeof(Task) : task.GetType())).Append(" (").Append(task.Status).Append(')'); break;
            case IFormattable number: AppendText(builder, number.ToString(null, CultureInfo.InvariantCulture)); break;
            case Array { Rank: > 1 } array: AppendArray(builder, array, [], depth); break;
            case Snapshot snapshot: AppendSequence(builder, snapshot, depth); break;
            case not null when value.GetType() == typeof(object): builder.Append("object"); break;
            case not null when RecordText.Append(builder, value, member => AppendText(builder, member.ToString()), Longest): break;
            case not null when SpeaksForItself(value): AppendText(builder, value.ToString()); break;
            case var _ when depth == Deepest: builder.Append(TypeNames.Of(value.GetType())); break;
            case IDictionary dictionary: AppendDictionary(builder, dictionary, depth); break;
            case IEnumerable sequence: AppendSequence(builder, Snapshot.Take(sequence, MostItems), depth); break;
            default: AppendProperties(builder, value, depth); break;
        }
    }

    private static void AppendSequence(StringBuilder builder, Snapshot sequence, int depth)
    {
        builder.Append('[');
        int shown = Math.Min(MostItems, sequence.Items.Count);
        for (int i = 0; i < shown; i++)
        {
            if (i > 0) builder.Append(", ");
            Append(builder, sequence.Items[i], depth + 1);
        }
        if (sequence.Count is int count && count > shown) builder.Append(CultureInfo.InvariantCulture, $", … ({count} items)");
        else if (sequence.Count is null) builder.Append(", …");
        builder.Append(']');
    }

    private static void AppendDictionary(StringBuilder builder, IDictionary dictionary, int depth)
    {
        builder.Append('{');
        int index = 0;
        foreach (DictionaryEntry entry in dictionary)
        {
            if (index == MostItems) { builder.Append(CultureInfo.InvariantCulture, $", … ({dictionary.Count} items)"); break; }
            if (index++ > 0) builder.Append(", ");
            Append(builder, entry.Key, depth + 1);
            builder.Append(": ");
            Append(builder, entry.Value, depth + 1);
        }
        builder.Append('}');
    }

    private static void AppendArray(StringBuilder builder, Array array, int[] position, int depth)
    {
        int axis = position.Length;
        if (axis == array.Rank)
        {
            Append(builder, array.GetValue(position), depth + 1);
            return;
        }
        builder.Append('[');
        int length = array.GetLength(axis);
        for (int i = 0; i < Math.Min(length, MostItems); i++)
        {
            if (i > 0) builder.Append(", ");
            AppendArray(builder, array, [.. position, i + array.GetLowerBound(axis)], depth);
        }
        if (length > MostItems) builder.Append(CultureInfo.InvariantCulture, $", … ({length} items)");
        builder.Append(']');
    }

    private static void AppendProperties(StringBuilder builder, object value, int depth)
    {
        builder.Append(TypeNames.Of(value.GetType()));
        (string Name, Func<object?> Get)[] members =
        [
            .. value.GetType().GetFields(BindingFlags.Public | BindingFlags.Instance).Select(field => (field.Name, (Func<object?>)(() => field.GetValue(value)))),
            .. value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.CanRead && property.GetIndexParameters().Length == 0 && !property.PropertyType.IsByRefLike)
                .Select(property => (property.Name, (Func<object?>)(() => property.GetValue(value)))),
        ];
        if (members.Length == 0) return;
        builder.Append(" { ");
        for (int i = 0; i < Math.Min(members.Length, MostProperties); i++)
        {
            if (i > 0) builder.Append(", ");
            builder.Append(members[i].Name).Append(" = ");
            object? member;
            try
            {
                ShowLimits.Check();
                member = members[i].Get();
            }
            catch (TargetInvocationException thrown) when (!InterruptPoint.Requested)
            {
                string? why = ShowLimits.Failure(thrown)?.Message ?? thrown.InnerException?.GetType().Name;
                builder.Append(CultureInfo.InvariantCulture, $"<{why}>");
                continue;
            }
            catch (ShowFailure late)
            {
                builder.Append(CultureInfo.InvariantCulture, $"<{late.Message}>");
                continue;
            }
            Append(builder, member, depth + 1);
        }
        builder.Append(members.Length > MostProperties ? ", … }" : " }");
    }
}
