using CourseKit.Worker;

namespace CourseKit.Grading;

/// <summary>What an exercise forbids, with what does the same under another name: .NET has its sums and averages five times over.</summary>
internal static class ForbidList
{
    private const string Enumerable = "System.Linq.Enumerable";

    private static readonly string[] OtherSequences = ["System.Linq.Queryable", "System.Linq.ParallelEnumerable", "System.Linq.AsyncEnumerable"];

    private static readonly string[] Folds = ["Average", "Sum", "Min", "Max", "Count", "Aggregate"];

    private static readonly string[] Statistics =
    [
        "MathNet.Numerics.Statistics", "MathNet.Numerics.GenerateStatistics", "System.Numerics.Tensors.TensorPrimitives", "System.Numerics.Tensors.Tensor",
    ];

    /// <summary>Where the library has something, what else has it.</summary>
    private static readonly (string Scope, string[] Twins)[] Others =
    [
        ("CourseLib.Tensors", ["MathNet.Numerics.LinearAlgebra", "MathNet.Numerics.Providers", .. Statistics]),
        ("CourseLib.Kernels", ["MathNet.Numerics.LinearAlgebra", "MathNet.Numerics.Providers", "System.Numerics.Tensors"]),
        ("CourseLib.Autograd", ["MathNet.Numerics.Differentiation", "MathNet.Numerics.Differentiate"]),
        ("CourseLib.Optimizers", ["MathNet.Numerics.Optimization"]),
    ];

    /// <param name="forbidden">As the author wrote it.</param>
    public static IReadOnlyList<string> WithTwins(IReadOnlyList<string>? forbidden) =>
        forbidden is null ? [] : [.. forbidden.Concat(forbidden.SelectMany(Twins)).Distinct()];

    private static IEnumerable<string> Twins(string scope)
    {
        if (Confinement.IsWithin(Enumerable, scope)) return [.. OtherSequences, .. Statistics];
        if (Confinement.IsWithin(scope, Enumerable))
        {
            string member = scope[(Enumerable.Length + 1)..];
            return [.. OtherSequences.SelectMany(other => new[] { $"{other}.{member}", $"{other}.{member}Async" }), .. Folds.Contains(member) ? Statistics : []];
        }
        return Others.Where(other => Confinement.IsWithin(other.Scope, scope)).SelectMany(other => other.Twins);
    }
}
