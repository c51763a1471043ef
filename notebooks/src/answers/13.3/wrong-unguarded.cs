// hint: Branches without scores are dropped in silence. Refuse another number of them with an ArgumentException.
Tensor SelectKernels(Tensor[] branches, Tensor scores)
{
    Tensor gates = scores.Softmax(1);
    Tensor y = Tensor.Scalar(0);
    for (int m = 0; m < scores.Shape[1]; m++)
        y = y + gates.Slice(1, m, 1).Reshape(scores.Shape[0], -1, 1, 1) * branches[m];
    return y;
}
