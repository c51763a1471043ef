int[] BroadcastShape(int[] a, int[] b)
{
    int rank = Math.Max(a.Length, b.Length);
    int[] Padded(int[] shape) => [.. Enumerable.Repeat(1, rank - shape.Length), .. shape];
    int Common(int m, int n) =>
        m == n || n == 1 ? m : m == 1 ? n : throw new ArgumentException($"{m} and {n} do not fit");
    return [.. Padded(a).Zip(Padded(b), Common)];
}
