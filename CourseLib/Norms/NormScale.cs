using CourseLib.Tensors;

namespace CourseLib.Norms;

/// <summary>
/// Normalising does not depend on the unit of its input, but a variance in float32 does: deviations above 1.8e19 have none (it would be over 3.4e38), and
/// without ε neither have those below 1e-19. Such groups of values are normalised as x·2^k. A power of two changes no digit, and all other groups keep their bits.
/// </summary>
/// <remarks>Groups lie in x as (n, groups, s): the channels of a batch, or with n = 1 one row after another.</remarks>
internal static class NormScale
{
    /// <summary>Where the largest element of a group goes: squares and their sums stay far from both ends of float32, and ε does not matter beside them.</summary>
    private const int Target = 50;

    /// <summary>2^126: the largest power of two whose reciprocal is a normal number.</summary>
    private const int Largest = 126;

    /// <summary>Without ε, a smaller variance has lost digits.</summary>
    internal const float Faint = 1e-30f;

    /// <summary>For each group 2^k, or 1 where nothing is wrong; null if that is so of all, as nearly always. Groups with NaN or ∞ in them have no mean, and are left alone.</summary>
    public static float[]? Of(int n, int s, ReadOnlySpan<float> x, ReadOnlySpan<float> mean, ReadOnlySpan<float> variance, float eps)
    {
        float[]? scales = null;
        int groups = variance.Length;
        for (int group = 0; group < groups; group++)
        {
            if (float.IsFinite(variance[group]) && float.IsFinite(mean[group]) && !(eps == 0 && variance[group] < Faint)) continue;
            float largest = 0;
            for (int i = 0; i < n; i++)
                foreach (float value in x.Slice((i * groups + group) * s, s)) largest = Math.Max(largest, Math.Abs(value));
            if (Of(largest) is not float scale) continue;
            if (scales is null) Array.Fill(scales = new float[groups], 1);
            scales[group] = scale;
        }
        return scales;
    }

    /// <summary>2^k for a group whose elements are at most <paramref name="largest"/>; null where there is none.</summary>
    public static float? Of(double largest) =>
        double.IsFinite(largest) && largest > 0 ? MathF.ScaleB(1, Math.Clamp(Target - Math.ILogB(largest), -Largest, Largest)) : null;

    /// <summary>x with every group times its scale.</summary>
    public static Tensor Apply(int n, int s, Tensor x, float[] scales)
    {
        Tensor scaled = x.Clone();
        Span<float> elements = scaled.Elements;
        for (int run = 0; run < n * scales.Length; run++)
            foreach (ref float element in elements.Slice(run * s, s)) element *= scales[run % scales.Length];
        return scaled;
    }

    /// <summary>The means and variances in the unit of x; a variance that float32 cannot hold is ∞.</summary>
    public static (Tensor Mean, Tensor Variance) Undone(Tensor mean, Tensor variance, float[] scales)
    {
        (mean, variance) = (mean.Clone(), variance.Clone());
        for (int group = 0; group < scales.Length; group++)
        {
            mean.Elements[group] = (float)(mean.Elements[group] / (double)scales[group]);
            variance.Elements[group] = (float)(variance.Elements[group] / ((double)scales[group] * scales[group]));
        }
        return (mean, variance);
    }
}
