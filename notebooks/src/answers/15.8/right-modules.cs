IReadOnlyList<Tensor> Freeze(Module body, Module head)
{
    body.Train(false);
    head.Train(true);
    foreach (var (_, parameter) in body.NamedParameters())
        parameter.RequiresGrad = false;
    return head.Parameters().ToList();
}
