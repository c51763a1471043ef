using System.Globalization;

namespace CourseLib.Checks;

/// <summary>Compares recorded values.</summary>
public static class Comparison
{
    /// <summary>Null when <paramref name="actual"/> agrees with <paramref name="expected"/>, else one sentence on how they differ that does not give the expected value away.</summary>
    /// <param name="tolerance">|actual − expected| may be up to tolerance·(1 + |expected|), element by element; NaN agrees with NaN, an infinity with itself.</param>
    public static string? Difference(RecordedValue expected, RecordedValue actual, double tolerance)
    {
        if (expected.Type == "text" || actual.Type == "text" || (expected.Type == "boolean") != (actual.Type == "boolean"))
            return expected.Type != actual.Type ? $"this is a {actual.Type}; a {expected.Type} was expected"
                : expected.Text == actual.Text && expected.Numbers.SequenceEqual(actual.Numbers) ? null
                : "this is not the expected answer";
        if (!expected.Shape.SequenceEqual(actual.Shape))
            return $"the shape is [{string.Join(", ", actual.Shape)}]; [{string.Join(", ", expected.Shape)}] was expected";

        int worst = -1, wrong = 0;
        double largest = 0;
        for (int i = 0; i < expected.Numbers.Length; i++)
        {
            double difference = Distance(expected.Numbers[i], actual.Numbers[i]);
            if (difference <= tolerance * (1 + Math.Abs(expected.Numbers[i]))) continue;
            wrong++;
            if (worst >= 0 && !(difference > largest)) continue;
            worst = i;
            largest = difference;
        }
        if (wrong == 0) return null;
        string what = double.IsInfinity(largest) ? "not a finite number" : $"off by {largest.ToString("G3", CultureInfo.InvariantCulture)}";
        return expected.Numbers.Length == 1
            ? $"the value is {what}"
            : $"{wrong} of {expected.Numbers.Length} elements differ; the worst, at [{string.Join(", ", Position(worst, expected.Shape))}], is {what}";
    }

    private static double Distance(double expected, double actual)
    {
        if (expected.Equals(actual)) return 0;
        double difference = Math.Abs(expected - actual);
        return double.IsNaN(difference) ? double.PositiveInfinity : difference;
    }

    private static int[] Position(int flat, int[] shape)
    {
        var position = new int[shape.Length];
        for (int axis = shape.Length - 1; axis >= 0; axis--) (flat, position[axis]) = Math.DivRem(flat, shape[axis]);
        return position;
    }
}
