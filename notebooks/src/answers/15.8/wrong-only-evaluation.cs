// hint: Evaluation mode stops the moving statistics, not the training: the body's weights are still handed to the optimiser.
IReadOnlyList<Tensor> Freeze(Module body, Module head)
{
    body.Eval();
    head.Train();
    return [.. body.Parameters(), .. head.Parameters()];
}
