// hint: You keep one running float. With many terms it stops growing, and each addition waits for the one before: use several accumulators.
float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
{
    if (x.Length != y.Length) throw new ArgumentException("different lengths");
    float sum = 0;
    for (int i = 0; i < x.Length; i++) sum += x[i] * y[i];
    return sum;
}
