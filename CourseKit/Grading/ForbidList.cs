using CourseKit.Worker;

namespace CourseKit.Grading;

/// <summary>What an exercise forbids, with what does the same under another name: .NET has its sums and averages five times over.</summary>
internal static class ForbidList
{
    private const string Enumerable = "System.Linq.Enumerable";

    private static readonly string[] OtherSequences = ["System.Linq.Queryable", "System.Linq.ParallelEnumerable", "System.Linq.AsyncEnumerable"];

    /// <summary>What makes one value of many, and what else in .NET and the library does so.</summary>
    private static readonly Dictionary<string, string[]> Folds = new()
    {
        ["Average"] = ["CourseLib.Tensors.Tensor.Mean"],
        ["Sum"] = ["CourseLib.Tensors.Tensor.Sum", "System.Numerics.Vector.Sum"],
        ["Min"] = ["CourseLib.Tensors.Tensor.Min"],
        ["Max"] = ["CourseLib.Tensors.Tensor.Max"],
        ["Count"] = [],
        ["Aggregate"] = [],
    };

    /// <summary>Numerics of other makers. MathNet has sums, means, products and derivatives in a dozen places: it is forbidden whole.</summary>
    private static readonly string[] Numerics = ["MathNet.Numerics", "System.Numerics.Tensors"];

    /// <summary>Parts of the library that other makers have, too.</summary>
    private static readonly string[] HaveTwins =
    [
        "CourseLib.Tensors", "CourseLib.Kernels", "CourseLib.Autograd", "CourseLib.Optimizers", "CourseLib.Layers", "CourseLib.Norms", "CourseLib.Activations", "CourseLib.Losses",
        "CourseLib.Analysis",
    ];

    /// <param name="forbidden">As the author wrote it.</param>
    public static IReadOnlyList<string> WithTwins(IReadOnlyList<string>? forbidden) =>
        forbidden is null ? [] : [.. forbidden.Concat(forbidden.SelectMany(Twins)).Distinct()];

    private static IEnumerable<string> Twins(string scope)
    {
        if (Confinement.IsWithin(Enumerable, scope)) return [.. OtherSequences, .. Numerics];
        if (Confinement.IsWithin(scope, Enumerable))
        {
            string member = scope[(Enumerable.Length + 1)..];
            return [.. OtherSequences.SelectMany(other => new[] { $"{other}.{member}", $"{other}.{member}Async" }), .. Folds.TryGetValue(member, out string[]? same) ? Numerics.Concat(same) : []];
        }
        return HaveTwins.Any(part => Confinement.IsWithin(part, scope) || Confinement.IsWithin(scope, part)) ? Numerics : [];
    }
}
