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
    IEnumerable<Layer> Stage(int n, int stage)
    {
        Layer conv = new Conv(Math.Min(512, 64 << stage), 3, 1, 1);
        return Enumerable.Repeat(conv, n).Append(new Pool(2, 2));
    }

    return [.. times.SelectMany(Stage), new Full(4096), new Full(4096), new Full(classes)];
}
