float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
{
    if (x.Length != y.Length) throw new ArgumentException("different lengths");
    Span<Vector<float>> sums = stackalloc Vector<float>[8];
    sums.Clear();
    int i = 0, turn = 0;
    for (; i + Vector<float>.Count <= x.Length; i += Vector<float>.Count, turn = (turn + 1) % 8)
        sums[turn] += new Vector<float>(x.Slice(i)) * new Vector<float>(y.Slice(i));
    float sum = 0;
    foreach (Vector<float> partial in sums) sum += Vector.Sum(partial);
    for (; i < x.Length; i++) sum += x[i] * y[i];
    return sum;
}
