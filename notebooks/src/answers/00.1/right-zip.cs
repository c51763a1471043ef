int Offset(int[] shape, int[] index)
{
    if (shape.Length != index.Length
        || shape.Zip(index).Any(pair => pair.Second < 0 || pair.Second >= pair.First))
        throw new ArgumentException("no such element");
    return shape.Zip(index).Aggregate(0, (place, pair) => place * pair.First + pair.Second);
}
