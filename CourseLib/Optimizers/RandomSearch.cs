using CourseLib.Tensors;

namespace CourseLib.Optimizers;

/// <summary>
/// Trials at random places. Where few of the hyper-parameters matter, they see more values of those than a grid of the same size
/// (Bergstra and Bengio 2012, figure 1).
/// </summary>
/// <example><code>Trial best = RandomSearch.Trials(20, seed: 1, SearchDimension.LogUniform("learning rate", 1e-4, 1)).MinBy(trial => ValidationLoss(trial["learning rate"]))!;</code></example>
public static class RandomSearch
{
    /// <summary><paramref name="count"/> independent trials; the same seed gives the same ones, and more of them begin with the same ones.</summary>
    /// <exception cref="ArgumentException">There are no trials or dimensions, or two of one name.</exception>
    public static IReadOnlyList<Trial> Trials(int count, int seed, params SearchDimension[] dimensions)
    {
        if (count < 1) throw new ArgumentException($"RandomSearch: {count} trials, and there must be 1 or more");
        Trial.RefuseDimensions(nameof(RandomSearch), dimensions);
        var generator = new Generator(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Trial.Of(dimensions, axis => dimensions[axis].At(generator.NextUniform())))];
    }
}
