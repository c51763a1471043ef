using Plotly.NET;
using CustomScale = System.Tuple<double, Plotly.NET.Color>;

namespace CourseLib.Charts;

/// <summary>
/// Colour scales that run from small to large and are even in lightness, as values of Plotly.NET's own type; its
/// <see cref="StyleParam.Colorscale"/> has plotly.js's, some of which run the other way.
/// </summary>
public static class Colorscale
{
    /// <summary>Dark violet to yellow, even in lightness: the default, and safe for colour-blind readers.</summary>
    public static StyleParam.Colorscale Viridis { get; } = Of(NamedRamps.Viridis);

    /// <summary>Dark blue to yellow, even in lightness, the same to every eye.</summary>
    public static StyleParam.Colorscale Cividis { get; } =
        Even("00224e", "123570", "3b496c", "575d6d", "707173", "8a8678", "a59c74", "c3b369", "e1cc55", "fee838");

    /// <summary>Black through red to pale yellow.</summary>
    public static StyleParam.Colorscale Hot { get; } = Even("0b0000", "800000", "e01800", "ff9000", "ffe860", "ffffff");

    /// <summary>White to black.</summary>
    public static StyleParam.Colorscale Greys { get; } = Even("ffffff", "bdbdbd", "737373", "252525", "000000");

    /// <summary>White to dark blue.</summary>
    public static StyleParam.Colorscale Blues { get; } = Even("f7fbff", "c6dbef", "6baed6", "2171b5", "08306b");

    /// <summary>White to dark red.</summary>
    public static StyleParam.Colorscale Reds { get; } = Even("fff5f0", "fcbba1", "fb6a4a", "cb181d", "67000d");

    /// <summary>White to dark green.</summary>
    public static StyleParam.Colorscale Greens { get; } = Even("f7fcf5", "c7e9c0", "74c476", "238b45", "00441b");

    /// <summary>Pale yellow through green to dark blue.</summary>
    public static StyleParam.Colorscale YlGnBu { get; } = Even("ffffd9", "c7e9b4", "41b6c4", "225ea8", "081d58");

    /// <summary>Pale yellow through orange to dark red.</summary>
    public static StyleParam.Colorscale YlOrRd { get; } = Even("ffffcc", "fed976", "fd8d3c", "e31a1c", "800026");

    /// <summary>Blue (negative) through white (zero) to red (positive): for signed numbers.</summary>
    public static StyleParam.Colorscale RdBu { get; } =
        Even("053061", "2166ac", "4393c3", "92c5de", "f7f7f7", "f4a582", "d6604d", "b2182b", "67001f");

    /// <summary>Blue to red through green and yellow; uneven in lightness, for overlays on pictures only.</summary>
    public static StyleParam.Colorscale Jet { get; } = Even("00007f", "0000ff", "00ffff", "ffff00", "ff0000", "7f0000");

    /// <summary>Stops of one's own: places from 0 to 1, in order, each with a colour written <c>#rrggbb</c> or <c>rgb(…)</c>.</summary>
    /// <exception cref="ArgumentException">Fewer than two stops, places out of order, or a colour that has no numbers.</exception>
    public static StyleParam.Colorscale Custom(IEnumerable<(double At, AnyColor Color)> stops)
    {
        List<CustomScale> all = [];
        foreach ((double at, AnyColor color) in stops)
        {
            if (!color.Parsed.TryRgb(out _)) throw new ArgumentException($"A colour scale needs #rrggbb or rgb(…); '{color}' cannot be mixed.");
            if (!(at >= 0 && at <= 1) || (all.Count > 0 && at < all[^1].Item1))
                throw new ArgumentException($"The stops of a colour scale run from 0 to 1 in order; {at} does not fit there.");
            all.Add(new(at, color.Value));
        }
        return all.Count >= 2
            ? StyleParam.Colorscale.NewCustom(all)
            : throw new ArgumentException($"A colour scale needs two stops or more; it has {all.Count}.");
    }

    /// <inheritdoc cref="Custom(IEnumerable{ValueTuple{double, AnyColor}})"/>
    public static StyleParam.Colorscale Custom(IEnumerable<(double At, Color Color)> stops) => Custom(stops.Select(stop => (stop.At, AnyColor.Of(stop.Color))));

    private static StyleParam.Colorscale Even(params string[] hex) => Of(ColorRamp.Even(hex));

    private static StyleParam.Colorscale Of(ColorRamp ramp) =>
        StyleParam.Colorscale.NewCustom([.. ramp.Stops.Select(stop => new CustomScale(Math.Round(stop.At, 6), Color.fromString(stop.Color.Hex)))]);
}
