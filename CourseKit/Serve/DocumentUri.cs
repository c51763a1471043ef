using System.Text;

namespace CourseKit.Serve;

/// <summary>
/// Files as editors name them: <c>file:///home/a/b.ipynb</c>, <c>file:///c%3A/a/b.ipynb</c>, <c>file://server/share/b.ipynb</c>.
/// </summary>
internal static class DocumentUri
{
    private const string Scheme = "file://";

    /// <summary>The file's full path on this machine; null for what lies in no file, as an unsaved notebook does.</summary>
    public static string? ToPath(string uri) => ToPath(uri, OperatingSystem.IsWindows());

    /// <inheritdoc cref="ToPath(string)"/>
    public static string? ToPath(string uri, bool isWindows)
    {
        if (!uri.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        string rest = uri[Scheme.Length..];
        int end = rest.IndexOfAny(['?', '#']);
        if (end >= 0)
            rest = rest[..end];
        int slash = rest.IndexOf('/');
        if (slash < 0)
            return null;
        string server = rest[..slash],
            path = Uri.UnescapeDataString(rest[slash..]);
        if (server is "localhost")
            server = "";
        if (!isWindows)
            return server.Length == 0 ? path : "//" + server + path;
        if (path is ['/', >= 'A' and <= 'Z' or >= 'a' and <= 'z', ':', ..])
            path = path[1..];
        return (server.Length == 0 ? path : "//" + server + path).Replace('/', '\\');
    }

    /// <summary>The URI of a file, spelled as VS Code spells it.</summary>
    public static string FromPath(string path) => FromPath(Path.GetFullPath(path), OperatingSystem.IsWindows());

    /// <inheritdoc cref="FromPath(string)"/>
    public static string FromPath(string path, bool isWindows)
    {
        if (isWindows)
        {
            path = path.Replace('\\', '/');
            if (path is [>= 'A' and <= 'Z' or >= 'a' and <= 'z', ':', ..])
                path = "/" + char.ToLowerInvariant(path[0]) + path[1..];
        }
        string server = "";
        if (path.StartsWith("//", StringComparison.Ordinal))
        {
            int slash = path.IndexOf('/', 2);
            (server, path) = slash < 0 ? (path[2..], "/") : (path[2..slash], path[slash..]);
        }
        return Scheme + server + Escaped(path);
    }

    /// <summary>Whether two URIs name one file; editors and file systems differ in case and in what they escape.</summary>
    public static bool Same(string one, string other) =>
        one == other
        || (ToPath(one), ToPath(other)) is (string first, string second)
            && string.Equals(first, second, OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    private static string Escaped(string path)
    {
        var text = new StringBuilder(path.Length);
        foreach (byte unit in Encoding.UTF8.GetBytes(path))
            if (char.IsAsciiLetterOrDigit((char)unit) || unit is (byte)'/' or (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~')
                text.Append((char)unit);
            else
                text.Append('%').Append(unit.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        return text.ToString();
    }
}
