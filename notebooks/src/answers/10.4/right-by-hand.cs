List<string> Audit(Shape input, IReadOnlyList<Printed> table)
{
    var wrong = new List<string>();
    Shape x = input;
    for (int i = 0; i < table.Count; i++)
    {
        Printed row = table[i];
        Shape? y = null;
        long weights = 0;
        if (row.Layer is Conv c && x.Height + 2 * c.Padding >= c.Kernel && x.Width + 2 * c.Padding >= c.Kernel)
        {
            y = new(c.Filters, (x.Height + 2 * c.Padding - c.Kernel) / c.Stride + 1, (x.Width + 2 * c.Padding - c.Kernel) / c.Stride + 1);
            weights = (long)c.Filters * x.Channels / c.Groups * c.Kernel * c.Kernel;
        }
        else if (row.Layer is Pool p && x.Height + 2 * p.Padding >= p.Kernel && x.Width + 2 * p.Padding >= p.Kernel)
            y = new(x.Channels, (x.Height + 2 * p.Padding - p.Kernel) / p.Stride + 1, (x.Width + 2 * p.Padding - p.Kernel) / p.Stride + 1);
        else if (row.Layer is GlobalPool) y = new(x.Channels, 1, 1);
        else if (row.Layer is Full f) (y, weights) = (new(f.Units, 1, 1), (long)f.Units * x.Volume);
        bool right = y is not null && y == row.Output && (!row.Weights.HasValue || row.Weights.Value == weights);
        if (!right) wrong.Add(row.Name);
        x = row.Output;
    }
    return wrong;
}
