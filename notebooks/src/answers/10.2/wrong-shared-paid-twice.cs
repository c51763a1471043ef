// hint: Parameters are added up with each pass through a layer, so that a layer used twice pays twice. Sum m.Parameters() once.
Cost Count(Module m, Shape input)
{
    long multiplyAdds = 0, parameters = 0;
    var hooks = new List<IDisposable>();
    foreach (var (_, part) in m.NamedModules())
    {
        if (part is Conv2d conv)
            hooks.Add(conv.OnForward((x, y) => { multiplyAdds += (long)y.Count * (conv.Weight.Count / conv.OutChannels); parameters += conv.ParameterCount; }));
        if (part is Linear linear)
            hooks.Add(linear.OnForward((x, y) => { multiplyAdds += (long)y.Count * linear.Weight.Shape[1]; parameters += linear.ParameterCount; }));
        if (part is CourseLib.Norms.BatchNorm2d or CourseLib.Norms.BatchNorm1d)
            parameters += part.ParameterCount;
    }
    bool training = m.Training;
    m.Eval();
    using (NoGrad.Begin()) m.Forward(Tensor.Zeros(1, input.Channels, input.Height, input.Width));
    m.Train(training);
    foreach (IDisposable hook in hooks) hook.Dispose();
    return new Cost(parameters, multiplyAdds);
}
