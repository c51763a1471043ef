float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
{
    if (x.Length != y.Length) throw new ArgumentException("different lengths");
    double sum = 0;
    while (x.Length >= Vector<float>.Count)
    {
        sum += Vector.Dot(new Vector<float>(x), new Vector<float>(y));
        x = x.Slice(Vector<float>.Count);
        y = y.Slice(Vector<float>.Count);
    }
    for (int i = 0; i < x.Length; i++) sum += (double)x[i] * y[i];
    return (float)sum;
}
