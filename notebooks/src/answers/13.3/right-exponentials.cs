Tensor SelectKernels(Tensor[] branches, Tensor scores)
{
    int m = scores.Shape[1];
    if (m != branches.Length)
        throw new ArgumentException($"{branches.Length} branches and {m} scores");
    Tensor powers = (scores - scores.Max([1], keepDims: true).Detach()).Exp();
    Tensor gates = powers / powers.Sum(1, keepDims: true);
    Tensor Part(int i) => branches[i] * gates.Select(1, i).Unsqueeze(2).Unsqueeze(3);
    return Enumerable.Range(0, m).Select(Part).Aggregate((a, b) => a + b);
}
