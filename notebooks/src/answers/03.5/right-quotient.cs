int FanIn(int[] weightShape)
{
    if (weightShape.Length <= 1)
        throw new ArgumentException($"a shape of {weightShape.Length} axes has no fan-in",
            nameof(weightShape));
    int all = 1;
    foreach (int size in weightShape) all *= size;
    return all / weightShape[0];
}
