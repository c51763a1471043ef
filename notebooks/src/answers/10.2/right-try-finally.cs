Cost Count(Module m, Shape input)
{
    var jobs = new List<(Tensor Weight, int[] Output)>();
    bool before = m.Training;
    Tensor WeightOf(Module part) => part is Conv2d conv ? conv.Weight : ((Linear)part).Weight;
    var workers = m.NamedModules().Select(entry => entry.Module)
        .Where(part => part is Conv2d or Linear);
    IDisposable[] hooks = [.. workers.Select(part =>
        part.OnForward((_, y) => jobs.Add((WeightOf(part), y.Shape))))];
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
    long parameters = m.NamedParameters().Sum(entry => Product(entry.Value.Shape));
    long work = jobs.Sum(job => Product(job.Output) * Product(job.Weight.Shape.Skip(1)));
    return new(parameters, work);
}
