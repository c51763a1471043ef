Tensor CondConv(Tensor x, Tensor experts, Tensor alpha, int padding = 0)
{
    Tensor? y = null;
    for (int i = 0; i < experts.Shape[0]; i++)
    {
        Tensor output = Functional.Conv2d(x, experts.Select(0, i), padding: padding);
        Tensor part = alpha.Slice(1, i, 1).Reshape(-1, 1, 1, 1) * output;
        y = y is null ? part : y + part;
    }
    return y!;
}
