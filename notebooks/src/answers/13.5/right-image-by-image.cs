Tensor CondConv(Tensor x, Tensor experts, Tensor alpha, int padding = 0)
{
    int n = experts.Shape[0];
    Tensor One(int i)
    {
        Tensor weights = alpha.Slice(0, i, 1).Reshape(n, 1, 1, 1, 1);
        return Functional.Conv2d(x.Slice(0, i, 1), (weights * experts).Sum(0), padding: padding);
    }
    return Tensor.Concat([.. Enumerable.Range(0, x.Shape[0]).Select(One)]);
}
