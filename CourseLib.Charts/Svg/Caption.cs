namespace CourseLib.Charts.Svg;

/// <summary>The sentences under a drawing, in lines as wide as it.</summary>
internal sealed record Caption(double Left, double Top, string[] Lines)
{
    private const double Size = 13, Edge = 12, Gap = 8;

    /// <summary>Texts in other fonts than those that are measured run wider; a long line has no room at its end to give.</summary>
    private const double WiderFonts = 1.12;

    /// <summary>The room that it takes below the drawing, in pixels.</summary>
    public double Height => Gap + Lines.Length * TextMetrics.LineHeight(Size) + Edge;

    public static Caption Under(FigureLayout layout, string text) => new(Edge, layout.Height, Wrapped(text, layout.Width - 2 * Edge));

    public void Draw(SvgWriter svg)
    {
        svg.Open("g", ("class", OutputSvg.Sentences), ("data-below", Top));
        Texts.Draw(svg, string.Join('\n', Lines), Left, Top + Gap + Size, Size, opacity: SvgTheme.FaintText);
        svg.Close();
    }

    private static string[] Wrapped(string text, double width)
    {
        List<string> lines = [];
        string line = "";
        foreach (string word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            string longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && WiderFonts * TextMetrics.Width(longer, Size) > width)
            {
                lines.Add(line);
                longer = word;
            }
            line = longer;
        }
        return [.. lines, line];
    }
}
