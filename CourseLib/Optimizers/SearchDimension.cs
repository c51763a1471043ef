namespace CourseLib.Optimizers;

/// <summary>A hyper-parameter and the values it may take.</summary>
public sealed class SearchDimension
{
    private readonly Func<double, double> at;
    private readonly int? choices;

    private SearchDimension(string name, Func<double, double> at, int? choices = null)
    {
        if (string.IsNullOrWhiteSpace(name)) throw new ArgumentException("a hyper-parameter needs a name");
        (Name, this.at, this.choices) = (name, at, choices);
    }

    /// <summary>What trials call it.</summary>
    public string Name { get; }

    /// <summary>Numbers from <paramref name="low"/> to <paramref name="high"/>.</summary>
    /// <exception cref="ArgumentException">The bounds are not finite or not ascending.</exception>
    public static SearchDimension Uniform(string name, double low, double high)
    {
        RefuseRange(name, low, high);
        return new(name, share => low + (high - low) * share);
    }

    /// <summary>Numbers from <paramref name="low"/> to <paramref name="high"/>, every power of ten as likely as another: for learning rates and penalties.</summary>
    /// <exception cref="ArgumentException">The bounds are not above 0, not finite or not ascending.</exception>
    public static SearchDimension LogUniform(string name, double low, double high)
    {
        RefuseRange(name, low, high);
        if (low <= 0) throw new ArgumentException($"\"{name}\": the range begins at {low}, and a logarithmic one must begin above 0");
        // The ends themselves, without the rounding of logarithms.
        return new(name, share => share == 0 ? low : share == 1 ? high : low * Math.Pow(high / low, share));
    }

    /// <summary>One of <paramref name="values"/>.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static SearchDimension Choice(string name, params double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length == 0) throw new ArgumentException($"\"{name}\": there are no values to choose from");
        double[] own = (double[])values.Clone();
        return new(name, share => own[Math.Min(own.Length - 1, (int)(share * own.Length))], own.Length);
    }

    /// <summary>The value at a share of the range, from 0 to 1.</summary>
    internal double At(double share) => at(share);

    /// <summary>All choices, or <paramref name="points"/> values from the range's one end to the other.</summary>
    internal double[] Grid(int points)
    {
        var grid = new double[choices ?? points];
        for (int index = 0; index < grid.Length; index++)
            grid[index] = at(choices is not null ? (index + 0.5) / grid.Length : grid.Length == 1 ? 0.5 : (double)index / (grid.Length - 1));
        return grid;
    }

    private static void RefuseRange(string name, double low, double high)
    {
        if (!double.IsFinite(low) || !double.IsFinite(high) || low >= high)
            throw new ArgumentException($"\"{name}\": the range is {low} to {high}, and must go from a finite number to a larger one");
    }
}
