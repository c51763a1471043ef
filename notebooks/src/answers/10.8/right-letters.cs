List<Layer> Vgg(int depth, int classes = 1000)
{
    if (!new[] { 11, 13, 16, 19 }.Contains(depth))
        throw new ArgumentOutOfRangeException(nameof(depth), depth, "11, 13, 16 or 19");
    var plan = new List<Layer>();
    int filters = 64, left = depth - 3;
    for (int stage = 1; stage <= 5; stage++)
    {
        int here = stage <= 2 ? (depth == 11 ? 1 : 2) : left / (6 - stage);
        left -= here;
        while (here-- > 0) plan.Add(new Conv(filters, 3, Padding: 1));
        plan.Add(new Pool(2, 2));
        if (filters < 512) filters *= 2;
    }
    plan.AddRange([new Full(4096), new Full(4096), new Full(classes)]);
    return plan;
}
