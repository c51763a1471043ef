namespace CourseLib.Optimizers;

/// <summary>Trials at every combination of a few values of each hyper-parameter.</summary>
/// <example><code>Trial best = GridSearch.Trials(5, SearchDimension.LogUniform("learning rate", 1e-4, 1)).MinBy(trial => ValidationLoss(trial["learning rate"]))!;</code></example>
public static class GridSearch
{
    /// <summary>All combinations, the last dimension varying fastest; their number grows with a power of the dimensions.</summary>
    /// <param name="points">How many values to take from a range; choices are all taken.</param>
    /// <param name="dimensions">The hyper-parameters.</param>
    /// <exception cref="ArgumentException">There are no points or dimensions, or two of one name.</exception>
    public static IReadOnlyList<Trial> Trials(int points, params SearchDimension[] dimensions)
    {
        if (points < 1) throw new ArgumentException($"GridSearch: {points} points, and there must be 1 or more");
        Trial.RefuseDimensions(nameof(GridSearch), dimensions);
        double[][] grids = Array.ConvertAll(dimensions, dimension => dimension.Grid(points));
        var trials = new Trial[grids.Aggregate(1, (count, grid) => checked(count * grid.Length))];
        for (int number = 0; number < trials.Length; number++)
        {
            var values = new double[grids.Length];
            for (int axis = grids.Length - 1, rest = number; axis >= 0; rest /= grids[axis].Length, axis--) values[axis] = grids[axis][rest % grids[axis].Length];
            trials[number] = Trial.Of(dimensions, axis => values[axis]);
        }
        return trials;
    }
}
