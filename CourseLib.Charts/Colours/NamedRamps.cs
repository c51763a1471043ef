using static CourseLib.Charts.ColorRamp;

namespace CourseLib.Charts;

/// <summary>Plotly's colour scales by their names, each from its stops in plotly.js.</summary>
internal static class NamedRamps
{
    public static ColorRamp Viridis { get; } = Even("440154", "482878", "3e4989", "31688e", "26828e", "1f9e89", "35b779", "6ece58", "b5de2b", "fde725");

    private static readonly Dictionary<string, ColorRamp> All = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Viridis"] = Viridis,
        ["Cividis"] = Even("00204c", "002a66", "00366c", "39486b", "575c6d", "707173", "8a8779", "a69d75", "c4b56c", "e4cf5b", "ffe945"),
        ["Greys"] = Even("000000", "ffffff"),
        ["Greens"] = Even("00441b", "006d2c", "238b45", "41ab5d", "74c476", "a1d99b", "c7e9c0", "e5f5e0", "f7fcf5"),
        ["YlGnBu"] = Even("081d58", "253494", "225ea8", "1d91c0", "41b6c4", "7fcdbb", "c7e9b4", "edf8d9", "ffffd9"),
        ["YlOrRd"] = Even("800026", "bd0026", "e31a1c", "fc4e2a", "fd8d3c", "feb24c", "fed976", "ffeda0", "ffffcc"),
        ["Bluered"] = Even("0000ff", "ff0000"),
        ["RdBu"] = Uneven((0, "050aac"), (0.35, "6a89f7"), (0.5, "bebebe"), (0.6, "dcaa84"), (0.7, "e6915a"), (1, "b20a1c")),
        ["Reds"] = Uneven((0, "dcdcdc"), (0.2, "f5c39d"), (0.4, "f5a069"), (1, "b20a1c")),
        ["Blues"] = Uneven((0, "050aac"), (0.35, "283cbe"), (0.5, "4664f5"), (0.6, "5a78f5"), (0.7, "6a89f7"), (1, "dcdcdc")),
        ["Picnic"] = Even("0000ff", "3399ff", "66ccff", "99ccff", "ccccff", "ffffff", "ffccff", "ff99ff", "ff66cc", "ff6666", "ff0000"),
        ["Rainbow"] = Uneven((0, "96005a"), (0.125, "0000c8"), (0.25, "0019ff"), (0.375, "0098ff"), (0.5, "2cff96"), (0.625, "97ff00"), (0.75, "ffea00"), (0.875, "ff6f00"), (1, "ff0000")),
        ["Portland"] = Even("0c3383", "0a88ba", "f2d338", "f28f38", "d91e1e"),
        ["Jet"] = Uneven((0, "000083"), (0.125, "003caa"), (0.375, "05ffff"), (0.625, "ffff00"), (0.875, "fa0000"), (1, "800000")),
        ["Hot"] = Uneven((0, "000000"), (0.3, "e60000"), (0.6, "ffd200"), (1, "ffffff")),
        ["Blackbody"] = Uneven((0, "000000"), (0.2, "e60000"), (0.4, "e6d200"), (0.7, "ffffff"), (1, "a0c8ff")),
        ["Earth"] = Uneven((0, "000082"), (0.1, "00b4b4"), (0.2, "28d228"), (0.4, "e6e632"), (0.6, "784614"), (1, "ffffff")),
        ["Electric"] = Uneven((0, "000000"), (0.15, "1e0064"), (0.4, "780064"), (0.6, "a05a00"), (0.8, "e6c800"), (1, "fffadc")),
    };

    /// <summary>The scale of a name; Plotly.NET writes two of them with an I where plotly.js has an l. Null for a name that is not known.</summary>
    public static ColorRamp? Of(string name) => All.GetValueOrDefault(name switch { "YIGnBu" => "YlGnBu", "YIOrRd" => "YlOrRd", _ => name });
}
