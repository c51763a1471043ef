using System.Xml;
using System.Xml.Linq;

namespace CourseLib.Charts.Svg;

/// <summary>The picture of a saved output, put to another use: the numbers that it was drawn from are not needed again.</summary>
internal static class OutputSvg
{
    public const string Paper = "paper", Sentences = "sentences";

    /// <summary>The same drawing for a page or a file: other colours, no paper of its own, no sentences. What is no output of ours stays as it is.</summary>
    public static string As(SvgUse use, string svg)
    {
        XElement root;
        try
        {
            root = XElement.Parse(svg, LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            return svg;
        }
        XElement? paper = root.Elements().FirstOrDefault(element => Class(element) == Paper), style = paper?.ElementsBeforeSelf().LastOrDefault();
        if (Class(root) != FigureSvg.Mark || style?.Name.LocalName != "style") return svg;
        style.Value = SvgTheme.Css(use);
        paper!.Remove();
        if (root.Elements().LastOrDefault(element => Class(element) == Sentences) is { } sentences)
        {
            sentences.Remove();
            string height = (string?)sentences.Attribute("data-below") ?? "";
            root.SetAttributeValue("height", height);
            root.SetAttributeValue("viewBox", $"0 0 {(string?)root.Attribute("width")} {height}");
        }
        return root.ToString(SaveOptions.DisableFormatting);
    }

    private static string? Class(XElement element) => (string?)element.Attribute("class");
}
