// hint: You skip zeros. But 0 · ∞ and 0 · NaN are NaN, and the sum has to say so.
float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
{
    if (x.Length != y.Length) throw new ArgumentException("different lengths");
    double sum = 0;
    for (int i = 0; i < x.Length; i++)
        if (x[i] != 0 && y[i] != 0) sum += (double)x[i] * y[i];
    return (float)sum;
}
