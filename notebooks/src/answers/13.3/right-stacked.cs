Tensor SelectKernels(Tensor[] branches, Tensor scores)
{
    if (branches.Length != scores.Shape[1])
        throw new ArgumentException("as many branches as scores");
    int n = scores.Shape[0], m = scores.Shape[1], c = scores.Shape[2];
    Tensor gates = scores.Softmax(1).Reshape(n, m, c, 1, 1);
    return (Tensor.Stack(branches, 1) * gates).Sum(1);
}
