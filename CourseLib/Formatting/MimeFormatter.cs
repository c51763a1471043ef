namespace CourseLib.Formatting;

/// <summary>Writes a <typeparamref name="T"/> as one MIME type; the shape that notebook kernels look for.</summary>
/// <param name="mimeType">For example <c>text/html</c>.</param>
/// <param name="render">Gives the text of that MIME type.</param>
public sealed class MimeFormatter<T>(string mimeType, Func<T, string> render)
{
    /// <summary>The MIME type of what <see cref="Format"/> writes.</summary>
    public string MimeType { get; set; } = mimeType;

    /// <summary>Writes <paramref name="instance"/>; false when it is not a <typeparamref name="T"/>.</summary>
    public bool Format(object instance, TextWriter writer)
    {
        if (instance is not T value) return false;
        writer.Write(render(value));
        return true;
    }
}
