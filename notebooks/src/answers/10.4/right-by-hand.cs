List<string> Audit(Shape input, IReadOnlyList<Printed> table)
{
    var wrong = new List<string>();
    Shape x = input;

    Shape? Window(int channels, int kernel, int stride, int padding)
    {
        int height = x.Height + 2 * padding - kernel, width = x.Width + 2 * padding - kernel;
        if (height < 0 || width < 0) return null;
        return new(channels, height / stride + 1, width / stride + 1);
    }

    for (int i = 0; i < table.Count; i++)
    {
        Printed row = table[i];
        Shape? y = null;
        long weights = 0;
        if (row.Layer is Conv c)
        {
            y = Window(c.Filters, c.Kernel, c.Stride, c.Padding);
            weights = (long)c.Filters * x.Channels / c.Groups * c.Kernel * c.Kernel;
        }
        else if (row.Layer is Pool p)
            y = Window(x.Channels, p.Kernel, p.Stride, p.Padding);
        else if (row.Layer is GlobalPool)
            y = new(x.Channels, 1, 1);
        else if (row.Layer is Full f)
            (y, weights) = (new(f.Units, 1, 1), (long)f.Units * x.Volume);
        bool right = y is not null && y == row.Output;
        if (row.Weights.HasValue && row.Weights.Value != weights) right = false;
        if (!right) wrong.Add(row.Name);
        x = row.Output;
    }
    return wrong;
}
