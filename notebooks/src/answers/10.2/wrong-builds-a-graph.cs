// hint: A count needs no gradient: run the network where nothing is recorded for Backward.
Cost Count(Module m, Shape input)
{
    bool was = m.Training;
    long work = 0;
    var seen = new HashSet<Module>();
    var hooks = new List<IDisposable>();
    foreach (var entry in m.NamedModules())
    {
        Module part = entry.Module;
        if (!seen.Add(part)) continue;
        if (part is Conv2d conv)
            hooks.Add(part.OnForward((x, y) => work += (long)y.Count * (conv.Weight.Count / conv.Weight.Shape[0])));
        else if (part is Linear linear)
            hooks.Add(part.OnForward((x, y) => work += (long)y.Count * linear.Weight.Shape[1]));
    }
    try
    {
        m.Eval();
        m.Forward(Tensor.Zeros(1, input.Channels, input.Height, input.Width));
    }
    finally
    {
        foreach (var hook in hooks) hook.Dispose();
        m.Train(was);
    }
    long parameters = 0;
    foreach (Tensor p in new HashSet<Tensor>(m.Parameters())) parameters += p.Count;
    return new Cost(parameters, work);
}
