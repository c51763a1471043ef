using System.Text.Json.Nodes;
using Markdig.Syntax.Inlines;

namespace CourseKit.Notebooks;

/// <summary>Puts pictures into the page itself, so that it needs no other file; what cannot be put there becomes a link.</summary>
internal sealed class MarkdownImages(bool trusted, string? folder, JsonObject? attachments)
{
    private const string AttachmentScheme = "attachment:";

    public void Mend(LinkInline link)
    {
        string url = link.Url ?? "";
        if (link.IsImage)
        {
            if (Embedded(url) is string data) link.Url = data;
            else link.IsImage = false;
        }
        if (!link.IsImage && !IsHarmless(url)) link.Url = "#";
    }

    /// <summary>Whether following a link runs nothing: a place on the page, a relative path, or a scheme that only fetches.</summary>
    public static bool IsHarmless(string url)
    {
        // Browsers ignore control characters within a scheme.
        string plain = string.Concat(url.Where(c => c > ' ')).ToLowerInvariant();
        int colon = plain.IndexOf(':');
        bool hasScheme = colon >= 0 && plain.IndexOfAny(['/', '?', '#']) is var end && (end < 0 || end > colon);
        return !hasScheme || plain[..colon] is "http" or "https" or "mailto";
    }

    private string? Embedded(string url)
    {
        if (url.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase)) return url;
        if (url.StartsWith(AttachmentScheme, StringComparison.Ordinal)) return Attachment(Uri.UnescapeDataString(url[AttachmentScheme.Length..]));
        if (!trusted || folder is null || url.Contains(':')) return null;
        string path = Path.Combine(folder, Uri.UnescapeDataString(url));
        string? type = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".png" => "image/png",
            ".jpg" or ".jpeg" => "image/jpeg",
            ".gif" => "image/gif",
            ".webp" => "image/webp",
            ".svg" => "image/svg+xml",
            _ => null,
        };
        return type is not null && File.Exists(path) ? $"data:{type};base64,{Convert.ToBase64String(File.ReadAllBytes(path))}" : null;
    }

    private string? Attachment(string name)
    {
        if (attachments?[name] is not JsonObject bundle) return null;
        foreach ((string type, JsonNode? data) in bundle)
            if (type is "image/png" or "image/jpeg" or "image/gif" or "image/webp" && NotebookFile.Joined(data) is string base64)
                return $"data:{type};base64,{string.Concat(base64.Where(c => !char.IsWhiteSpace(c)))}";
        return null;
    }
}
