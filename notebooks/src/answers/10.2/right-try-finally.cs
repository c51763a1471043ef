Cost Count(Module m, Shape input)
{
    var jobs = new List<(Tensor Weight, int[] Output)>();
    bool before = m.Training;
    IDisposable[] hooks = [.. m.NamedModules().Select(entry => entry.Module).Where(part => part is Conv2d or Linear)
        .Select(part => part.OnForward((_, y) => jobs.Add((part is Conv2d conv ? conv.Weight : ((Linear)part).Weight, y.Shape))))];
    try
    {
        m.Eval();
        using var quiet = NoGrad.Begin();
        m.Forward(Tensor.Zeros([1, input.Channels, input.Height, input.Width]));
    }
    finally
    {
        m.Train(before);
        Array.ForEach(hooks, hook => hook.Dispose());
    }
    long Product(IEnumerable<int> sizes) => sizes.Aggregate(1L, (product, size) => product * size);
    return new(m.NamedParameters().Sum(entry => Product(entry.Value.Shape)), jobs.Sum(job => Product(job.Output) * Product(job.Weight.Shape.Skip(1))));
}
