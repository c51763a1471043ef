namespace CourseLib.Optimizers;

/// <summary>One setting of all hyper-parameters of a search.</summary>
/// <param name="Values">The values by name, in the order of the dimensions.</param>
public sealed record Trial(IReadOnlyDictionary<string, double> Values)
{
    /// <summary>The value of a hyper-parameter.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public double this[string name] => Values.TryGetValue(name, out double value)
        ? value
        : throw new ArgumentException($"this trial has no \"{name}\"; it has {string.Join(", ", Values.Keys)}");

    /// <summary>"learning rate = 0.01, batch = 64".</summary>
    public override string ToString() => string.Join(", ", Values.Select(entry => FormattableString.Invariant($"{entry.Key} = {entry.Value:G4}")));

    /// <summary>A trial with one value for each of <paramref name="dimensions"/>.</summary>
    internal static Trial Of(SearchDimension[] dimensions, Func<int, double> value)
    {
        var values = new OrderedDictionary<string, double>();
        for (int index = 0; index < dimensions.Length; index++) values.Add(dimensions[index].Name, value(index));
        return new(values);
    }

    internal static void RefuseDimensions(string search, SearchDimension[] dimensions)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        if (dimensions.Length == 0) throw new ArgumentException($"{search}: there is nothing to search; give a SearchDimension or more");
        if (dimensions.GroupBy(dimension => dimension.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"{search}: \"{twice.Key}\" is given {twice.Count()} times");
    }
}
