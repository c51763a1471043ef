using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace CourseKit.Worker;

/// <summary>
/// The text of a record, or of an anonymous type, as the compiler's own ToString gives it, "R { X = 1, Y = a }", but not for ever: a record
/// that contains itself is cut where it comes again.
/// </summary>
internal static class RecordText
{
    private const int Deepest = 20;

    private static readonly ConcurrentDictionary<Type, MemberInfo[]?> Known = [];

    /// <summary>Appends <paramref name="value"/> if it is a record that leaves its text to the compiler.</summary>
    /// <param name="append">Appends any other member.</param>
    public static bool Append(StringBuilder builder, object value, Action<object> append, int longest)
    {
        if (Known.GetOrAdd(value.GetType(), MembersOf) is null) return false;
        Append(builder, value, append, longest, []);
        return true;
    }

    private static void Append(StringBuilder builder, object value, Action<object> append, int longest, List<object> path)
    {
        MemberInfo[] members = Known.GetOrAdd(value.GetType(), MembersOf)!;
        if (!IsAnonymous(value.GetType())) builder.Append(value.GetType().Name.Split('`')[0]).Append(' ');
        builder.Append("{ ");
        if (path.Count == Deepest || path.Exists(outer => ReferenceEquals(outer, value)))
        {
            builder.Append("… }");
            return;
        }
        path.Add(value);
        for (int i = 0; i < members.Length && builder.Length < longest; i++)
        {
            if (i > 0) builder.Append(", ");
            builder.Append(members[i].Name).Append(" = ");
            object? member = members[i] is PropertyInfo property
                ? property.GetValue(value, BindingFlags.DoNotWrapExceptions, null, null, null)
                : ((FieldInfo)members[i]).GetValue(value);
            if (member is null) continue;
            if (Known.GetOrAdd(member.GetType(), MembersOf) is not null) Append(builder, member, append, longest, path);
            else append(member);
        }
        path.RemoveAt(path.Count - 1);
        builder.Append(members.Length > 0 ? " }" : "}");
    }

    /// <summary>Whether the compiler has named the type.</summary>
    public static bool IsAnonymous(Type type) =>
        type.Name.StartsWith("<>", StringComparison.Ordinal) && type.Name.Contains("AnonymousType", StringComparison.Ordinal);

    /// <summary>What the compiler prints of a type, a base's first; null of what is no record, or has its own way to print.</summary>
    private static MemberInfo[]? MembersOf(Type type)
    {
        const BindingFlags own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        static bool IsGenerated(MethodInfo? method) => method?.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) == true;
        if (IsAnonymous(type)) return [.. type.GetProperties()];
        var members = new List<MemberInfo>();
        for (Type? part = type; part is not null && part != typeof(object) && part != typeof(ValueType); part = part.BaseType)
        {
            if (!IsGenerated(part.GetMethod("PrintMembers", own, [typeof(StringBuilder)])) || !IsGenerated(part.GetMethod(nameof(ToString), own, []))) return null;
            members.InsertRange(0, part.GetFields(own).Where(field => field.IsPublic && !field.FieldType.IsByRefLike).Cast<MemberInfo>()
                .Concat(part.GetProperties(own).Where(property => property.GetMethod is { IsPublic: true } get && get.GetBaseDefinition() == get && property.GetIndexParameters().Length == 0)));
        }
        return type.IsPrimitive || type.IsEnum ? null : [.. members];
    }
}
