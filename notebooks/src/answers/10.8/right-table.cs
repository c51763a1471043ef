List<Layer> Vgg(int depth, int classes = 1000)
{
    int[] times = depth switch
    {
        11 => [1, 1, 2, 2, 2],
        13 => [2, 2, 2, 2, 2],
        16 => [2, 2, 3, 3, 3],
        19 => [2, 2, 4, 4, 4],
        _ => throw new ArgumentException("no such network"),
    };
    return [.. times.SelectMany((n, stage) => Enumerable.Repeat<Layer>(new Conv(Math.Min(512, 64 << stage), 3, 1, 1), n).Append(new Pool(2, 2))),
        new Full(4096), new Full(4096), new Full(classes)];
}
