using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;

namespace CourseKit.Worker;

/// <summary>
/// The formatters that a type offers by convention: an attribute called <c>TypeFormatterSourceAttribute</c>, whoever declares it, names a
/// source that creates them. A library needs no reference to a notebook kernel for this.
/// </summary>
internal static class ConventionFormatters
{
    private const string AttributeName = "TypeFormatterSourceAttribute";

    private static readonly ConcurrentDictionary<Type, (string[] Preferred, IReadOnlyList<(string, Func<object, string?>)> Formatters)> Known = [];

    /// <summary>MIME type and renderer of each formatter of <paramref name="type"/>, or of its nearest base type that has any.</summary>
    public static IReadOnlyList<(string MimeType, Func<object, string?> Render)> Of(Type type) => Known.GetOrAdd(type, Find).Formatters;

    /// <summary>The MIME types that the attribute of <paramref name="type"/> puts first.</summary>
    public static IReadOnlyList<string> PreferredFor(Type type) => Known.GetOrAdd(type, Find).Preferred;

    private static (string[], IReadOnlyList<(string, Func<object, string?>)>) Find(Type type)
    {
        for (Type? candidate = type; candidate is not null; candidate = candidate.BaseType)
            foreach (object attribute in candidate.GetCustomAttributes(inherit: false))
                if (IsByConvention(attribute.GetType()) && Property(attribute, "FormatterSourceType") is Type source)
                {
                    string[] preferred = Property(attribute, "PreferredMimeTypes") as string[] ?? [];
                    return (preferred, Create(source, preferred));
                }
        return ([], []);
    }

    /// <summary>The attribute that .NET Interactive's library declares itself names a source that is the library's to call.</summary>
    private static bool IsByConvention(Type attribute) =>
        attribute.Name == AttributeName && attribute.Assembly.GetName().Name != InteractiveFormatting.AssemblyName;

    private static List<(string, Func<object, string?>)> Create(Type source, string[] preferred)
    {
        MethodInfo create = source.GetMethod("CreateTypeFormatters", Type.EmptyTypes)
            ?? throw new MissingMethodException($"{source.Name} is named as a source of formatters and has no CreateTypeFormatters()");
        object instance = Activator.CreateInstance(source)!;
        var formatters = new List<(string MimeType, Func<object, string?>)>();
        foreach (object formatter in (IEnumerable)Call(create, instance)!)
            if (Property(formatter, "MimeType") is string mimeType && formatter.GetType().GetMethod("Format") is MethodInfo format)
                formatters.Add((mimeType, value =>
                {
                    using var writer = new StringWriter();
                    return Call(format, formatter, value, writer) is true ? writer.ToString() : null;
                }
                ));
        return [.. formatters.OrderBy(formatter => Array.IndexOf(preferred, formatter.MimeType) is >= 0 and int place ? place : int.MaxValue)];
    }

    private static object? Property(object instance, string name) => instance.GetType().GetProperty(name)?.GetValue(instance);

    private static object? Call(MethodInfo method, object instance, params object?[] arguments) =>
        method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null);
}
