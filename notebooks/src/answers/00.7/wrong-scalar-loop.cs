// hint: Every product is right, and made one at a time. How many of them can one `Vector<float>` hold? Multiply those at once, and treat what is left over at the end by itself.
float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
{
    if (x.Length != y.Length) throw new ArgumentException("lengths");
    double sum = 0;
    for (int i = 0; i < x.Length; i++) sum += (double)x[i] * y[i];
    return (float)sum;
}
