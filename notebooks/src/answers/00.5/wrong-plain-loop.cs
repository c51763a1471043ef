// hint: Every sum is right, and made one at a time. How many of them can one `Vector<float>` hold? Add those at once, and treat what is left over at the end by itself.
void AddScaled(ReadOnlySpan<float> x, float a, Span<float> y)
{
    bool shifted = x.Overlaps(y, out int offset) && offset != 0;
    if (x.Length != y.Length || shifted) throw new ArgumentException("these rows cannot be added");
    for (int i = 0; i < y.Length; i++) y[i] = y[i] + a * x[i];
}
