namespace CourseLib.Charts;

/// <summary>A colour scale by name, or of one's own; spelled <c>Colorscale.Viridis</c>. Each runs from small to large.</summary>
public sealed class Colorscale
{
    private Colorscale(string name, ColorRamp scale) { Name = name; Scale = scale; }

    /// <summary>Dark violet to yellow, even in lightness: the default, and safe for colour-blind readers.</summary>
    public static Colorscale Viridis { get; } =
        new("Viridis", ColorRamp.Even("440154", "482878", "3e4989", "31688e", "26828e", "1f9e89", "35b779", "6ece58", "b5de2b", "fde725"));

    /// <summary>Dark blue to yellow, even in lightness, the same to every eye.</summary>
    public static Colorscale Cividis { get; } =
        new("Cividis", ColorRamp.Even("00224e", "123570", "3b496c", "575d6d", "707173", "8a8678", "a59c74", "c3b369", "e1cc55", "fee838"));

    /// <summary>Black through red to pale yellow.</summary>
    public static Colorscale Hot { get; } = new("Hot", ColorRamp.Even("0b0000", "800000", "e01800", "ff9000", "ffe860", "ffffff"));

    /// <summary>White to black.</summary>
    public static Colorscale Greys { get; } = new("Greys", ColorRamp.Even("ffffff", "bdbdbd", "737373", "252525", "000000"));

    /// <summary>White to dark blue.</summary>
    public static Colorscale Blues { get; } = new("Blues", ColorRamp.Even("f7fbff", "c6dbef", "6baed6", "2171b5", "08306b"));

    /// <summary>White to dark red.</summary>
    public static Colorscale Reds { get; } = new("Reds", ColorRamp.Even("fff5f0", "fcbba1", "fb6a4a", "cb181d", "67000d"));

    /// <summary>White to dark green.</summary>
    public static Colorscale Greens { get; } = new("Greens", ColorRamp.Even("f7fcf5", "c7e9c0", "74c476", "238b45", "00441b"));

    /// <summary>Pale yellow through green to dark blue.</summary>
    public static Colorscale YlGnBu { get; } = new("YlGnBu", ColorRamp.Even("ffffd9", "c7e9b4", "41b6c4", "225ea8", "081d58"));

    /// <summary>Pale yellow through orange to dark red.</summary>
    public static Colorscale YlOrRd { get; } = new("YlOrRd", ColorRamp.Even("ffffcc", "fed976", "fd8d3c", "e31a1c", "800026"));

    /// <summary>Blue (negative) through white (zero) to red (positive): for signed numbers.</summary>
    public static Colorscale RdBu { get; } =
        new("RdBu", ColorRamp.Even("053061", "2166ac", "4393c3", "92c5de", "f7f7f7", "f4a582", "d6604d", "b2182b", "67001f"));

    /// <summary>Blue to red through green and yellow; uneven in lightness, for overlays on pictures only.</summary>
    public static Colorscale Jet { get; } = new("Jet", ColorRamp.Even("00007f", "0000ff", "00ffff", "ffff00", "ff0000", "7f0000"));

    /// <summary>Stops of one's own: places from 0 to 1, in order, each with a colour written <c>#rrggbb</c> or <c>rgb(…)</c>.</summary>
    /// <exception cref="ArgumentException">Fewer than two stops, places out of order, or a colour that has no numbers.</exception>
    public static Colorscale Custom(IEnumerable<(double At, Color Color)> stops)
    {
        List<(double At, Rgb Color)> all = [];
        foreach ((double at, Color color) in stops)
        {
            if (!color.TryRgb(out Rgb rgb)) throw new ArgumentException($"A colour scale needs #rrggbb or rgb(…); '{color}' cannot be mixed.");
            if (!(at >= 0 && at <= 1) || (all.Count > 0 && at < all[^1].At))
                throw new ArgumentException($"The stops of a colour scale run from 0 to 1 in order; {at} does not fit there.");
            all.Add((at, rgb));
        }
        return all.Count >= 2 ? new("Custom", new(all)) : throw new ArgumentException($"A colour scale needs two stops or more; it has {all.Count}.");
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    internal ColorRamp Scale { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
