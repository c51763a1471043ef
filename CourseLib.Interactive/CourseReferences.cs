using CourseLib.Tensors;

namespace CourseLib.Interactive;

/// <summary>What cells can name without asking.</summary>
internal static class CourseReferences
{
    /// <summary>The assemblies that cells are compiled with, by name.</summary>
    public static IReadOnlyList<string> Assemblies { get; } =
    [
        "CourseLib", "MathNet.Numerics", "CourseLib.Charts", "Plotly.NET", "Plotly.NET.CSharp", "DynamicObj", "FSharp.Core",
        "CourseLib.Interactive",
    ];

    /// <summary>The namespaces whose types a cell can name at once; those of the course's own kernel.</summary>
    public static IReadOnlyList<string> Imports =>
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Text", "System.Threading.Tasks",
        .. typeof(Tensor).Assembly.GetExportedTypes().Select(type => type.Namespace).OfType<string>().Distinct()
            .Order(StringComparer.Ordinal),
        "CourseLib.Charts", "Plotly.NET",
    ];

    /// <summary>The submission that makes both known.</summary>
    /// <param name="folder">Where the assemblies lie.</param>
    public static string Code(string folder) =>
        string.Concat(Assemblies.Select(name => $"#r \"{Path.Combine(folder, name + ".dll")}\"\n"))
        + string.Concat(Imports.Select(import => $"using {import};\n"))
        + $"using static {nameof(CourseLib)}.{nameof(Interactive)}.{nameof(CellFunctions)};\nusing Chart = CourseLib.Charts.Chart;\n";
}
