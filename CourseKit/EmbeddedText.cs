namespace CourseKit;

/// <summary>Texts that are easier to write as files of their own: templates and styles.</summary>
internal static class EmbeddedText
{
    public static string Read(string name)
    {
        using Stream stream = typeof(EmbeddedText).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not embedded");
        return new StreamReader(stream).ReadToEnd().ReplaceLineEndings("\n");
    }
}
