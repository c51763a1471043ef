void AddScaled(ReadOnlySpan<float> x, float a, Span<float> y)
{
    if (x.Length != y.Length) throw new ArgumentException("different lengths");
    if (x.Overlaps(y, out int shift) && shift != 0) throw new ArgumentException("overlap");
    int whole = x.Length / Vector<float>.Count * Vector<float>.Count;
    for (int i = 0; i < whole; i += Vector<float>.Count)
    {
        Span<float> target = y.Slice(i, Vector<float>.Count);
        (new Vector<float>(x.Slice(i)) * a + new Vector<float>(target)).CopyTo(target);
    }
    while (whole < x.Length)
    {
        y[whole] += a * x[whole];
        whole++;
    }
}
