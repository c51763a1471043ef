Cost Count(Module m, Shape input)
{
    var parts = m.NamedModules().ToDictionary(part => part.Name, part => part.Module);
    long work = 0;
    foreach (ModuleSummary.Row row in m.Summary(1, input.Channels, input.Height, input.Width).Rows)
    {
        long outputs = row.OutputShape.Aggregate(1L, (product, size) => product * size);
        work += parts[row.Name] switch
        {
            Conv2d conv => outputs * conv.Weight.Shape.Skip(1).Aggregate((a, b) => a * b),
            Linear linear => outputs * linear.Weight.Shape[1],
            _ => 0,
        };
    }
    return new(m.ParameterCount, work);
}
