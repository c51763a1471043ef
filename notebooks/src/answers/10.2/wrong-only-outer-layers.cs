// hint: Only the children of the network are looked at, not what is nested in them. NamedModules lists all parts.
Cost Count(Module m, Shape input)
{
    long multiplyAdds = 0;
    var hooks = new List<IDisposable>();
    foreach (var (_, part) in m.Children)
    {
        if (part is Conv2d conv)
            hooks.Add(conv.OnForward((x, y) => multiplyAdds += (long)y.Count * (conv.Weight.Count / conv.OutChannels)));
        if (part is Linear linear)
            hooks.Add(linear.OnForward((x, y) => multiplyAdds += (long)y.Count * linear.Weight.Shape[1]));
    }
    bool training = m.Training;
    m.Eval();
    using (NoGrad.Begin()) m.Forward(Tensor.Zeros(1, input.Channels, input.Height, input.Width));
    m.Train(training);
    foreach (IDisposable hook in hooks) hook.Dispose();
    return new Cost(m.Parameters().Sum(parameter => (long)parameter.Count), multiplyAdds);
}
