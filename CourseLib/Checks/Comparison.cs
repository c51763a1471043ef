using System.Globalization;

namespace CourseLib.Checks;

/// <summary>Compares recorded values.</summary>
public static class Comparison
{
    /// <summary>Null when <paramref name="actual"/> agrees with <paramref name="expected"/>, else one sentence on how they differ that does not give the expected value away.</summary>
    /// <param name="tolerance">
    /// |actual − expected| may be up to tolerance·(1 + |expected|), element by element; NaN agrees with NaN, an infinity with itself.
    /// Fractions that are the same float32 always agree, because values are kept with nine digits.
    /// </param>
    public static string? Difference(RecordedValue expected, RecordedValue actual, double tolerance)
    {
        if (expected.Type == Veil.Type) return Veil.Matches(expected, actual) ? null : "this is not the expected answer";
        if (expected.IsNumeric != actual.IsNumeric || (!expected.IsNumeric && expected.Type != actual.Type))
            return $"this is a {actual.Type}; a {expected.Type} was expected";
        if (!expected.IsNumeric)
            return expected.Text == actual.Text && expected.Numbers.SequenceEqual(actual.Numbers) ? null : "this is not the expected answer";
        if (!expected.Shape.SequenceEqual(actual.Shape))
            return $"the shape is [{string.Join(", ", actual.Shape)}]; [{string.Join(", ", expected.Shape)}] was expected";
        if (expected.Numbers.Length != actual.Numbers.Length)
            return $"the shape [{string.Join(", ", actual.Shape)}] came with {actual.Numbers.Length} elements";

        int worst = -1, wrong = 0;
        double largest = 0;
        for (int i = 0; i < expected.Numbers.Length; i++)
        {
            double difference = Distance(expected.Numbers[i], actual.Numbers[i]);
            if (difference == 0 || (double.IsFinite(difference) && difference <= tolerance * (1 + Math.Abs(expected.Numbers[i])))) continue;
            wrong++;
            if (worst >= 0 && !(difference > largest)) continue;
            worst = i;
            largest = difference;
        }
        if (wrong == 0) return null;
        string what = Describe(expected.Numbers[worst], actual.Numbers[worst], largest);
        return expected.Numbers.Length == 1
            ? $"the value is {what}"
            : $"{wrong} of {expected.Numbers.Length} elements differ; the worst, at [{string.Join(", ", Position(worst, expected.Shape))}], is {what}";
    }

    /// <summary>Infinity between a finite number and one that is not.</summary>
    private static double Distance(double expected, double actual)
    {
        if (expected.Equals(actual)) return 0;
        if (!double.IsInteger(expected) && (float)expected == (float)actual) return 0;
        double difference = Math.Abs(expected - actual);
        return double.IsNaN(difference) ? double.PositiveInfinity : difference;
    }

    private static string Describe(double expected, double actual, double difference) =>
        double.IsNaN(actual) ? "not a number (NaN)"
        : double.IsInfinity(actual) ? "infinite"
        : !double.IsFinite(expected) ? "a finite number, and should not be"
        : $"off by {Rounded(difference)}";

    /// <summary>Three digits, and powers of ten only where zeros would have to be counted: "500000", "0.0012", "1.5e-7".</summary>
    private static string Rounded(double value) => value is >= 1e-4 and < 1e7
        ? double.Parse(value.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).ToString("0.######", CultureInfo.InvariantCulture)
        : value.ToString("0.##e0", CultureInfo.InvariantCulture);

    private static int[] Position(int flat, int[] shape)
    {
        var position = new int[shape.Length];
        for (int axis = shape.Length - 1; axis >= 0; axis--) (flat, position[axis]) = Math.DivRem(flat, shape[axis]);
        return position;
    }
}
