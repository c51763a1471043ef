int[] BroadcastShape(int[] a, int[] b)
{
    if (a.Length < b.Length) return BroadcastShape(b, a);
    int[] result = (int[])a.Clone();
    int shift = a.Length - b.Length;
    for (int i = 0; i < b.Length; i++)
    {
        if (b[i] == 1 || b[i] == result[i + shift]) continue;
        if (result[i + shift] != 1) throw new ArgumentException("sizes do not fit");
        result[i + shift] = b[i];
    }
    return result;
}
