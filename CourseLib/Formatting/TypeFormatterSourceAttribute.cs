namespace CourseLib.Formatting;

/// <summary>
/// Names the type that knows how to show instances of the marked type. Notebook kernels (this project's and .NET Interactive)
/// find the attribute by its name and shape, not by reference, so that a library can offer formatters without depending on a kernel.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>A type with a public parameterless constructor and <c>IEnumerable&lt;object&gt; CreateTypeFormatters()</c>.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>The MIME types in order of preference.</summary>
    public string[] PreferredMimeTypes { get; set; } = [];
}
