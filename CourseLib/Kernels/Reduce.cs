namespace CourseLib.Kernels;

/// <summary>Sums and maxima. A layout (outer, axis, inner) is reduced over its middle axis into (outer, inner).</summary>
/// <remarks>Blocks are fixed by the sizes alone, never by the number of threads.</remarks>
internal static class Reduce
{
    /// <summary>Σ x.</summary>
    public static double Sum(ReadOnlySpan<float> x)
    {
        double sum = 0;
        foreach (float v in x) { sum += v; }
        return sum;
    }

    /// <summary>Σ x².</summary>
    public static double SumOfSquares(ReadOnlySpan<float> x)
    {
        double sum = 0;
        foreach (float v in x) { sum += (double)v * v; }
        return sum;
    }

    /// <summary>The largest element; NaN if there is one. x must not be empty.</summary>
    public static float Max(ReadOnlySpan<float> x) => x[ArgMax(x)];

    /// <summary>Where the first largest element stands (the first NaN, if there is one). x must not be empty.</summary>
    public static int ArgMax(ReadOnlySpan<float> x)
    {
        int at = 0;
        for (int i = 0; i < x.Length; i++)
        {
            if (float.IsNaN(x[i])) { return i; }
            if (x[i] > x[at]) { at = i; }
        }

        return at;
    }

    /// <summary>y[o, i] = Σ over a of x[o, a, i].</summary>
    public static void Sum(ReadOnlySpan<float> x, int outer, int axis, int inner, Span<float> y)
    {
        for (int r = 0; r < outer * inner; r++)
        {
            double sum = 0;
            for (int a = 0; a < axis; a++) { sum += x[(((r / inner * axis) + a) * inner) + (r % inner)]; }
            y[r] = (float)sum;
        }
    }

    /// <summary>y[c] = Σ over o and i of x[o, c, i]: the gradient of a bias that was added to every (outer, inner).</summary>
    public static void SumChannels(ReadOnlySpan<float> x, int outer, int channels, int inner, Span<float> y)
    {
        for (int c = 0; c < channels; c++)
        {
            double sum = 0;
            for (int o = 0; o < outer; o++) { sum += Sum(x.Slice(((o * channels) + c) * inner, inner)); }
            y[c] = (float)sum;
        }
    }

    /// <summary>y[r] = Σ over columns of x[r, column].</summary>
    public static void SumColumns(ReadOnlySpan<float> x, int rows, int columns, Span<float> y) => Sum(x, rows, columns, 1, y);

    /// <summary>y[column] = Σ over rows of x[r, column].</summary>
    public static void SumRows(ReadOnlySpan<float> x, int rows, int columns, Span<float> y) => Sum(x, 1, rows, columns, y);

    /// <summary>y[o, i] = the largest x[o, a, i] over a (NaN if there is one), and where[o, i] = its first a. Either output may be empty.</summary>
    public static void Max(ReadOnlySpan<float> x, int outer, int axis, int inner, Span<float> y, Span<int> where)
    {
        for (int r = 0; r < outer * inner; r++)
        {
            float best = x[(r / inner * axis * inner) + (r % inner)];
            int at = 0;
            for (int a = 1; a < axis && !float.IsNaN(best); a++)
            {
                float v = x[(((r / inner * axis) + a) * inner) + (r % inner)];
                if (v > best || float.IsNaN(v)) { (best, at) = (v, a); }
            }

            if (!y.IsEmpty) { y[r] = best; }
            if (!where.IsEmpty) { where[r] = at; }
        }
    }
}
