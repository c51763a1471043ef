using CourseLib.Formatting;

namespace CourseLib.Charts.Html;

/// <summary>What notebook kernels find by name: a figure in every form that a front end may ask for.</summary>
internal sealed class FigureFormatters
{
    /// <summary>One formatter for each MIME type.</summary>
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new MimeFormatter<Figure>("text/html", figure => figure.ToHtml()),
        new MimeFormatter<Figure>("application/vnd.plotly.v1+json", figure => figure.ToJson()),
        new MimeFormatter<Figure>("image/svg+xml", figure => figure.ToSvg()),
        new MimeFormatter<Figure>("text/plain", figure => figure.ToString()),
    ];
}
