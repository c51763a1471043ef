namespace CourseLib.Tests.Kernels;

/// <summary>Seeded inputs and comparisons with a double-precision reference.</summary>
internal static class Sample
{
    public const float Mark = -12345.675f;

    /// <summary>Numbers uniform in (−1, 1).</summary>
    public static float[] Floats(Random random, int count)
    {
        float[] x = new float[count];
        for (int i = 0; i < count; i++) { x[i] = (2 * random.NextSingle()) - 1; }
        return x;
    }

    public static Canary<float> Output(int length, int offset = 3) => new(length, Mark, offset);

    /// <summary>Every element within tolerance·max(1, largest |expected|) of the reference.</summary>
    public static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = 1;
        foreach (double e in expected) { scale = Math.Max(scale, Math.Abs(e)); }
        for (int i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(expected[i] - actual[i]) <= tolerance * scale)) { Assert.Fail($"{what}: element {i} is {actual[i]}, expected {expected[i]}"); }
        }
    }
}
