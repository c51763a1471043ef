double SeparableRatio(int o, int k)
{
    if (Math.Min(o, k) <= 0) throw new ArgumentOutOfRangeException(nameof(o));
    double inputs = 8, area = Math.Pow(k, 2);
    return (area * inputs + inputs * o) / (area * inputs * o);
}
