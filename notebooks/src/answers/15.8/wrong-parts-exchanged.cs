// hint: You froze the head and train the body. The body keeps what it has learned; the head is new.
IReadOnlyList<Tensor> Freeze(Module body, Module head)
{
    foreach (Tensor parameter in head.Parameters()) parameter.RequiresGrad = false;
    head.Eval();
    return [.. body.Parameters()];
}
